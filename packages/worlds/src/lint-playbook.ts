import type { Issue } from '@covergrid/core';
import { lintAnswers } from './lint-answers.ts';
import { LintContext } from './lint-context.ts';
import { lintWords } from './lint-words.ts';
import { lintWorld } from './lint-world.ts';
import type { Source } from './load.ts';
import type { Playbook } from './playbook-schema.ts';
import type { VerticalSources } from './vertical.ts';

/**
 * Checks what a playbook says against the rest of its vertical: every name in formulas, conditions and slots, every
 * reference between its parts, every bin and behavior. Exact, and needs no world; `probePlaybook` tries worlds.
 */
export function lintPlaybook(playbook: Source<Playbook>, vertical: VerticalSources): Issue[] {
  const context = new LintContext(playbook, vertical);
  const known = lintWorld(context);
  lintAnswers(context, known);
  lintWords(context, known);
  return context.findings.issues();
}
