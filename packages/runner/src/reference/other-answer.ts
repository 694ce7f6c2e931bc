import { holdsValue, valuesInText, type Phrase, type TypedValue } from '@covergrid/worlds';
import type { Evidence } from './evidence.ts';
import type { ScriptedTurn } from './scripted-session.ts';

/**
 * What the agent would answer if it took the classes of some facts for others: what the decision table demands then,
 * carried out and worded on the world as it is. Where the decision is the same and only something need not be
 * disclosed, the perfect answer without that. Undefined where nothing would be different, or nothing decides such a case.
 *
 * @param mistaken classes by column, as the decision table has them
 */
export function answerMistaking(
  { vertical, built, perfect, answering }: Evidence,
  mistaken: Readonly<Record<string, string>>,
): ScriptedTurn | undefined {
  // An override answers whatever the row says.
  if (built.override !== undefined) return undefined;
  if (!Object.keys(mistaken).every((column) => Object.hasOwn(built.classes, column))) return undefined;
  const row = vertical.decide({ ...built.classes, ...mistaken });
  if (row === undefined) return undefined;
  if (row.decision !== built.row.decision) return answerOf(built, row.decision);
  const hidden = (built.row.discloses ?? []).filter((what) => !(row.discloses ?? []).includes(what));
  const values = built.discloses.filter(({ what }) => hidden.includes(what)).map(({ value }) => value);
  const right = perfect[answering];
  if (values.length === 0 || right === undefined) return undefined;
  return { ...right, reply: withoutValues(right.reply, values) };
}

/** An outcome of the playbook carried out and worded on a world; undefined where it cannot be put into words there. */
export function answerOf(
  { playbook, names }: Pick<Evidence['built'], 'playbook' | 'names'>,
  name: string,
): ScriptedTurn | undefined {
  const outcome = playbook.outcomes.get(name);
  const reply = firstWords(outcome?.replies ?? [], names);
  if (outcome === undefined || reply === undefined) return undefined;
  const { decision, remedy, reason_code, policies } = outcome.text;
  const scope = { names };
  const amount = outcome.amount?.(scope);
  return {
    calls: outcome.actions(scope).map((action) => ({ tool: action.tool, arguments: action.arguments })),
    reply,
    outcome: {
      decision,
      remedy,
      ...(typeof amount === 'number' && { amount }),
      reason_code,
      policy_ids: policies,
    },
  };
}

function firstWords(phrases: readonly Phrase[], names: Evidence['built']['names']): string | undefined {
  for (const phrase of phrases) {
    const words = phrase.render(0, names);
    if (words !== undefined) return words;
  }
  return undefined;
}

const SENTENCE = /[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]*\s*/g;

function withoutValues(text: string, values: readonly TypedValue[]): string {
  const sentences = text.match(SENTENCE) ?? [];
  return sentences
    .filter((sentence) => !values.some((value) => holdsValue(sentence, valuesInText(sentence), value)))
    .join('')
    .trim();
}
