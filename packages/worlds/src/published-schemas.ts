import { z } from 'zod';
import { behaviorsSchema } from './behaviors-schema.ts';
import { decisionTableSchema } from './decision-table-schema.ts';
import { playbookSchema } from './playbook-schema.ts';
import { conversationSchema, goldenSchema } from './records-schema.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const SCHEMAS = {
  playbook: playbookSchema,
  behaviors: behaviorsSchema,
  'decision-table': decisionTableSchema,
  conversation: conversationSchema,
  'golden-entry': goldenSchema,
} as const;

/** A document of this package that has a JSON Schema. */
export type DocumentKind = keyof typeof SCHEMAS;

/** Every document of this package that has a JSON Schema; the files of `schemas/` are named after them. */
export const documentKinds = Object.keys(SCHEMAS) as readonly DocumentKind[];

/** JSON Schema of a document, for editors; what it cannot say (references, formulas, phrases) loaders and lint check. */
export function jsonSchemaOf(kind: DocumentKind): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(SCHEMAS[kind], { io: 'input', unrepresentable: 'any' });
  const version = kind === 'conversation' || kind === 'golden-entry' ? 2 : 1;
  return { $schema, $id: `urn:covergrid:schema:${kind}:${version}`, ...rest };
}
