import { parseConfig, readConfigFile, validateConfig, type ConfigDocument } from '@covergrid/core/config';
import type { z } from 'zod';
import { behaviorsSchema, type Behaviors } from './behaviors-schema.ts';
import { decisionTableSchema, type DecisionTable } from './decision-table-schema.ts';
import { playbookSchema, type Playbook } from './playbook-schema.ts';

/** Content of valid shape, and the document it came from, for the places of what is found later. */
export interface Source<T> {
  readonly value: T;
  readonly document: ConfigDocument;
}

/**
 * Reads a playbook and checks its shape; `lintPlaybook` checks what it says.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_*: one error with all issues and their places
 */
export async function loadPlaybook(file: string): Promise<Source<Playbook>> {
  return sourceOf(await readConfigFile(file), playbookSchema);
}

/**
 * Reads how the customers of a vertical act.
 *
 * @throws as {@link loadPlaybook}
 */
export async function loadBehaviors(file: string): Promise<Source<Behaviors>> {
  return sourceOf(await readConfigFile(file), behaviorsSchema);
}

/**
 * Reads a decision table and checks its shape; `lintDecisionTable` finds gaps and conflicts.
 *
 * @throws as {@link loadPlaybook}
 */
export async function loadDecisionTable(file: string): Promise<Source<DecisionTable>> {
  return sourceOf(await readConfigFile(file), decisionTableSchema);
}

/**
 * As {@link loadPlaybook}, from a text; `file` names it in places.
 *
 * @throws CONFIG_*
 */
export function parsePlaybook(text: string, file: string): Source<Playbook> {
  return sourceOf(parseConfig(text, file), playbookSchema);
}

/**
 * As {@link loadBehaviors}, from a text.
 *
 * @throws CONFIG_*
 */
export function parseBehaviors(text: string, file: string): Source<Behaviors> {
  return sourceOf(parseConfig(text, file), behaviorsSchema);
}

/**
 * As {@link loadDecisionTable}, from a text.
 *
 * @throws CONFIG_*
 */
export function parseDecisionTable(text: string, file: string): Source<DecisionTable> {
  return sourceOf(parseConfig(text, file), decisionTableSchema);
}

function sourceOf<T>(document: ConfigDocument, schema: z.ZodType<T>): Source<T> {
  return { value: validateConfig(document, schema), document };
}
