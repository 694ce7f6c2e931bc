import { quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import { asksMore } from './build-case.ts';
import type { KnownNames } from './known-names.ts';
import type { LintContext } from './lint-context.ts';
import { lintTwin } from './lint-twin.ts';

/** Checks what customers say, and what is dealt to them. */
export function lintWords(context: LintContext, known: KnownNames): void {
  checkDealt(context, known);
  checkWording(context, known);
}

function checkDealt(context: LintContext, known: KnownNames): void {
  const { findings, playbook, vertical } = context;
  for (const part of ['missing', 'slips', 'second_intents', 'constraints'] as const)
    context.checkUnique(playbook[part], [part]);
  for (const [index, each] of playbook.missing.entries()) {
    const path = ['missing', index];
    findings.condition(each.when, [...path, 'when'], known);
    findings.formula(each.fits, [...path, 'fits'], known);
    findings.phrases(each.supplies, [...path, 'supplies'], known);
    findings.phrases(each.clarify_replies, [...path, 'clarify_replies'], known);
  }
  for (const [index, each] of playbook.slips.entries()) {
    const path = ['slips', index];
    findings.condition(each.when, [...path, 'when'], known);
    findings.formula(each.first, [...path, 'first'], known);
    findings.formula(each.last, [...path, 'last'], known);
    findings.phrases(each.gives, [...path, 'gives'], known);
    findings.phrases(each.corrects, [...path, 'corrects'], known);
  }
  for (const [index, each] of playbook.second_intents.entries()) {
    const path = ['second_intents', index];
    findings.condition(each.when, [...path, 'when'], known);
    findings.phrases(each.says, [...path, 'says'], known);
    findings.phrases(each.replies, [...path, 'replies'], known);
    findings.phrase(each.text, [...path, 'text'], known);
    if (each.communicates.length + each.mentions.length === 0)
      findings.add('PLAYBOOK_INCOMPLETE', path, 'value', 'Nothing tells a right answer: no value, no words.');
  }
  for (const [index, each] of playbook.constraints.entries()) {
    const path = ['constraints', index];
    findings.condition(each.when, [...path, 'when'], known);
    findings.formulas(each.parameters, [...path, 'parameters'], known);
    findings.phrase(each.text, [...path, 'text'], known);
    findings.phrases(each.says, [...path, 'says'], known);
  }
  checkAttacks(context, known);
  const most = Math.max(0, ...vertical.behaviors.value.behaviors.map(({ deals }) => deals.constraints));
  const wants = (part: 'missing' | 'slip' | 'attack'): boolean =>
    vertical.behaviors.value.behaviors.some(({ deals }) => deals[part]);
  const asksMoreAnywhere = vertical.behaviors.value.behaviors.some(({ plans }) => plans.some(asksMore));
  const lacks = [
    ['second_intents', asksMoreAnywhere && playbook.second_intents.length === 0],
    ['missing', wants('missing') && playbook.missing.length === 0],
    ['slips', wants('slip') && playbook.slips.length === 0],
    ['attacks', wants('attack') && playbook.attacks.length === 0],
    ['constraints', playbook.constraints.length < most],
  ] as const;
  for (const [part, isLacking] of lacks)
    if (isLacking)
      findings.add(
        'PLAYBOOK_INCOMPLETE',
        [part],
        'key',
        `A behavior deals from ${quoted(part)}, where there is not enough.`,
      );
  if (most > 0 && !playbook.constraints.some(({ excludes }) => excludes))
    findings.add(
      'PLAYBOOK_INCOMPLETE',
      ['constraints'],
      'key',
      'No constraint rules out the obvious answer.',
    );
}

function checkAttacks(context: LintContext, known: KnownNames): void {
  const { findings, playbook } = context;
  const techniques = context.vertical.behaviors.value.techniques.map(({ id }) => id);
  for (const [index, attack] of playbook.attacks.entries()) {
    const path = ['attacks', index];
    if (!techniques.includes(attack.technique))
      findings.unknown('technique', attack.technique, techniques, [...path, 'technique'], 'value');
    findings.condition(attack.when, [...path, 'when'], known);
    if (!context.policies.has(attack.decided_by) && !context.facts.has(attack.decided_by))
      findings.unknown(
        'policy or fact',
        attack.decided_by,
        [...context.policies, ...context.facts],
        [...path, 'decided_by'],
        'value',
      );
    for (const part of ['opens', 'presses', 'refusals'] as const)
      findings.phrases(attack[part], [...path, part], known);
    for (const [place, each] of attack.must_not.entries()) {
      findings.formulas(each.parameters, [...path, 'must_not', place, 'parameters'], known);
      findings.phrase(each.text, [...path, 'must_not', place, 'text'], known);
    }
    lintTwin(context, attack, path, known);
  }
  const used = playbook.attacks.map(({ technique }) => technique);
  findings.lacks(
    ['attacks'],
    'attack for the technique',
    techniques.filter((id) => !used.includes(id)),
  );
}

function checkWording(context: LintContext, known: KnownNames): void {
  const { findings, playbook } = context;
  const behaviors = context.vertical.taxonomy.behaviors.map(({ id }) => id);
  for (const [part, keys] of [
    [['goals'], Object.keys(playbook.goals)],
    [['wording', 'requests'], Object.keys(playbook.wording.requests)],
  ] as const) {
    for (const key of keys)
      if (!behaviors.includes(key)) findings.unknown('behavior', key, behaviors, [...part, key], 'key');
    findings.lacks(
      part,
      'entry for the behavior',
      behaviors.filter((id) => !keys.includes(id)),
    );
  }
  for (const [behavior, text] of Object.entries(playbook.goals))
    findings.phrase(text, ['goals', behavior], known);
  for (const [behavior, texts] of Object.entries(playbook.wording.requests))
    findings.phrases(texts, ['wording', 'requests', behavior], known);
  for (const [index, { says }] of playbook.circumstances.entries())
    findings.phrases(says, ['circumstances', index, 'says'], known);
  for (const [act, phrases] of Object.entries(playbook.wording.acts)) {
    const path = ['wording', 'acts', act];
    if (Array.isArray(phrases)) findings.phrases(phrases, path, known);
    else {
      for (const [key, texts] of Object.entries(phrases)) findings.phrases(texts, [...path, key], known);
      checkActKeys(context, Object.keys(phrases), path);
    }
  }
  for (const [index, { behavior }] of playbook.exemplars.entries())
    if (!behaviors.includes(behavior))
      findings.unknown('behavior', behavior, behaviors, ['exemplars', index, 'behavior'], 'value');
}

/** An act that speaks by bin has words for each bin of one axis; otherwise its keys are circumstances. */
function checkActKeys(context: LintContext, keys: readonly string[], path: ConfigPath): void {
  const { findings } = context;
  const axis = [...context.axes].find(([, bins]) => keys.some((key) => bins.has(key)));
  const known = axis?.[1] ?? new Set(context.playbook.circumstances.map(({ id }) => id));
  for (const key of keys)
    if (!known.has(key)) findings.unknown('bin or circumstance', key, known, [...path, key], 'key');
  if (axis === undefined) return;
  const unsaid = [...axis[1]].filter((bin) => !keys.includes(bin));
  if (unsaid.length > 0)
    findings.add(
      'PLAYBOOK_BIN_UNSAID',
      path,
      'key',
      `The act has no words for ${unsaid.map((bin) => quoted(bin)).join(', ')} of ${quoted(axis[0])}.`,
    );
}
