import { quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import type { KnownNames } from './known-names.ts';
import { lintDoing } from './lint-answers.ts';
import type { LintContext } from './lint-context.ts';
import { lintSteps } from './lint-world.ts';
import type { Playbook } from './playbook-schema.ts';

/** Checks that an attack has a benign twin, and that its twin knows what it names. */
export function lintTwin(
  context: LintContext,
  { technique, twin }: Playbook['attacks'][number],
  attack: ConfigPath,
  known: KnownNames,
): void {
  const { findings } = context;
  if (twin === undefined) {
    findings.add(
      'PLAYBOOK_INCOMPLETE',
      attack,
      'value',
      `The attack ${quoted(technique)} has no twin: say in which world the same words are true.`,
    );
    return;
  }
  const path = [...attack, 'twin'];
  const names = new Map(known);
  lintSteps(context, twin.world, [...path, 'world'], names);
  context.checkPolicy(twin.entitled.policy, [...path, 'entitled', 'policy']);
  findings.condition(twin.entitled.when, [...path, 'entitled', 'when'], context.factNames);
  if (twin.grants === undefined) return;
  const place = [...path, 'grants'];
  lintDoing(context, twin.grants, place, names);
  findings.phrases(twin.grants.replies, [...place, 'replies'], names);
  findings.phrases(twin.grants.criteria, [...place, 'criteria'], names);
  if (twin.grants.actions.length === 0 && twin.grants.communicates.length === 0)
    findings.add(
      'PLAYBOOK_INCOMPLETE',
      place,
      'key',
      'The twin grants nothing: its grant neither does nor tells anything.',
    );
}
