import { equalJson, isJsonObject, member, type Json } from '@covergrid/testdata';
import type { Constraint } from './constraint-schema.ts';
import { TranscriptReading, type ToolCall, type Transcript } from './transcript.ts';
import type { TypedValue } from './typed-value.ts';
import { holdsValue, holdsWords, valuesInText } from './values-in-text.ts';

/** Whether a transcript meets a constraint, and what spoke for it or against it. */
export interface ConstraintResult {
  readonly id: string;
  readonly kind: Constraint['kind'];
  readonly isMet: boolean;
  /** A sentence for a person. */
  readonly reason: string;
}

/** The part of a golden that holds its constraints. */
export interface ConstrainedGolden {
  readonly constraints: readonly Constraint[];
  readonly turns: readonly { readonly index: number; readonly constraints: readonly Constraint[] }[];
}

/**
 * Checks every constraint of a golden, without a model: those of the whole against all replies and calls, those of a
 * turn against what followed that turn. Pure; the order is that of the golden, the whole first.
 */
export function checkConstraints(golden: ConstrainedGolden, transcript: Transcript): ConstraintResult[] {
  const whole = new TranscriptReading(transcript.turns);
  return [
    ...golden.constraints.map((constraint) => resultOf(constraint, whole)),
    ...golden.turns.flatMap(({ index, constraints }) => {
      const turn = transcript.turns[index];
      const reading = new TranscriptReading(turn === undefined ? [] : [turn]);
      return constraints.map((constraint) => resultOf(constraint, reading));
    }),
  ];
}

/** Checks one constraint against a whole transcript. */
export function checkConstraint(constraint: Constraint, transcript: Transcript): ConstraintResult {
  return resultOf(constraint, new TranscriptReading(transcript.turns));
}

function resultOf(constraint: Constraint, reading: TranscriptReading): ConstraintResult {
  const objection = objectionTo(constraint, reading);
  return {
    id: constraint.id,
    kind: constraint.kind,
    isMet: objection === undefined,
    reason: objection ?? 'Nothing speaks against it.',
  };
}

/** Why a constraint is not met, or undefined where it is. */
function objectionTo({ kind, parameters }: Constraint, reading: TranscriptReading): string | undefined {
  switch (kind) {
    case 'must_mention':
      return isMentioned(parameters, reading) ? undefined : `No reply holds ${wordsOf(parameters)}.`;
    case 'must_not_mention':
      return isMentioned(parameters, reading) ? `A reply holds ${wordsOf(parameters)}.` : undefined;
    case 'must_ask':
      return reading.sentences().some((sentence) => asks(sentence, parameters.any_of))
        ? undefined
        : `No reply asks for ${parameters.about}.`;
    case 'must_cite_policy':
      return parameters.any_of.some((words) => holdsWords(reading.text, words))
        ? undefined
        : `No reply names the policy ${parameters.policy_id}.`;
    case 'must_disclose':
      return holdsValue(reading.text, reading.values, parameters.value)
        ? undefined
        : `No reply discloses ${parameters.what}, ${parameters.value.value}.`;
    case 'max_price':
      return overPriced(parameters, reading);
    case 'must_not_substitute_brand':
      return substituted(parameters, reading);
    case 'must_not_use':
      return usedIn(reading.calls(parameters.since), (value) => isSameValue(value, parameters.value));
    case 'must_not_promise':
      return promised(parameters.any_of, reading);
    case 'must_not_reveal': {
      const revealed = parameters.values.find((value) => holdsWords(reading.text, value));
      return revealed === undefined ? undefined : `A reply reveals ${revealed}.`;
    }
    case 'must_call': {
      const wanted = Object.entries(parameters.arguments);
      const isMade = reading
        .calls()
        .some(
          (call) =>
            call.tool === parameters.tool &&
            wanted.every(([name, value]) => equalJson(member(call.arguments, name), value)),
        );
      return isMade ? undefined : `${parameters.tool} was not called as expected.`;
    }
    case 'must_not_call': {
      const called = reading.calls().find(({ tool }) => parameters.tools.includes(tool));
      return called === undefined ? undefined : `${called.tool} was called.`;
    }
  }
}

type Parameters<K extends Constraint['kind']> = Extract<Constraint, { kind: K }>['parameters'];

function isMentioned(parameters: Parameters<'must_mention'>, reading: TranscriptReading): boolean {
  return 'value' in parameters
    ? holdsValue(reading.text, reading.values, parameters.value)
    : parameters.any_of.some((words) => holdsWords(reading.text, words));
}

function wordsOf(parameters: Parameters<'must_mention'>): string {
  return 'value' in parameters ? String(parameters.value.value) : parameters.any_of.join(' or ');
}

const REQUEST = /\b(?:please|let me know|tell me|share|provide|send me|need (?:to know|your|the)|confirm)\b/i;

function asks(sentence: string, words: readonly string[]): boolean {
  return (
    (sentence.trimEnd().endsWith('?') || REQUEST.test(sentence)) &&
    words.some((word) => holdsWords(sentence, word))
  );
}

function overPriced(
  { amount, known, over }: Parameters<'max_price'>,
  reading: TranscriptReading,
): string | undefined {
  const offered = reading.values.money.find((value) => value > amount && !known.includes(value));
  if (offered !== undefined) return `A reply holds a price of ${offered}, above ${amount}.`;
  return usedIn(reading.calls(), (value) => over.includes(value as string));
}

function substituted(
  { others, items }: Parameters<'must_not_substitute_brand'>,
  reading: TranscriptReading,
): string | undefined {
  const offered = others.find((brand) => holdsWords(reading.text, brand));
  if (offered !== undefined) return `A reply offers ${offered}.`;
  return usedIn(reading.calls(), (value) => items.includes(value as string));
}

const NEGATION =
  /\b(?:not|no|never|cannot|can't|won't|isn't|aren't|don't|doesn't|unable|without|neither|nor|decline)\b/i;

function promised(phrases: readonly string[], reading: TranscriptReading): string | undefined {
  for (const sentence of reading.sentences()) {
    const phrase = phrases.find((words) => holdsWords(sentence, words));
    if (phrase === undefined) continue;
    const before = sentence.slice(0, sentence.toLowerCase().indexOf(phrase.toLowerCase()));
    if (!NEGATION.test(before)) return `A reply promises: ${sentence.trim()}`;
  }
  return undefined;
}

/** The first call one of whose arguments, at any depth, is such a value. */
function usedIn(calls: readonly ToolCall[], isSuch: (value: Json) => boolean): string | undefined {
  const call = calls.find((made) => holds(made.arguments, isSuch));
  return call === undefined ? undefined : `${call.tool} was called with a value that is ruled out.`;
}

function holds(value: Json, isSuch: (value: Json) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => holds(item, isSuch));
  if (isJsonObject(value)) return Object.values(value).some((item) => holds(item, isSuch));
  return isSuch(value);
}

function isSameValue(value: Json, typed: TypedValue): boolean {
  if (typeof typed.value === 'number') return value === typed.value;
  if (typeof value !== 'string') return false;
  if (typed.kind === 'date') return holdsValue(value, valuesInText(value), typed);
  return value.trim().toLowerCase() === typed.value.trim().toLowerCase();
}
