import { equalJson, isJsonObject, member, type Json } from '@covergrid/testdata';
import type { Constraint } from './constraint-schema.ts';
import { isAsked } from './asking.ts';
import { isDeclined, isNegated, isTakenBack } from './negation.ts';
import { looseText, plainText, withAddresses } from './plain-text.ts';
import { TranscriptReading, type ToolCall, type Transcript } from './transcript.ts';
import type { TypedValue } from './typed-value.ts';
import { holdsValue, holdsWords, indexOfWords, valuesInText } from './values-in-text.ts';

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
      return reading.sentences().some((sentence) => isAsked(sentence, parameters.any_of))
        ? undefined
        : `No reply asks for ${parameters.about}.`;
    case 'must_cite_policy':
      return holdsPhrase(parameters.any_of, reading)
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
      return usedAfter(parameters, reading.since(parameters.since));
    case 'must_not_promise':
      return promised(parameters.any_of, reading);
    case 'must_not_reveal': {
      const said = withAddresses(reading.text.replaceAll(/\s+/g, ' '));
      const revealed = parameters.values.find((value) => holdsWords(said, plainText(value)));
      return revealed === undefined ? undefined : `A reply reveals ${revealed}.`;
    }
    case 'must_call': {
      const wanted = Object.entries(parameters.arguments);
      const isMade = reading.calls.some(
        (call) =>
          call.tool === parameters.tool &&
          wanted.every(([name, value]) => equalJson(member(call.arguments, name), value)),
      );
      return isMade ? undefined : `${parameters.tool} was not called as expected.`;
    }
    case 'must_not_call': {
      const called = reading.calls.find(({ tool }) => parameters.tools.includes(tool));
      return called === undefined ? undefined : `${called.tool} was called.`;
    }
  }
}

type Parameters<K extends Constraint['kind']> = Extract<Constraint, { kind: K }>['parameters'];

function isMentioned(parameters: Parameters<'must_mention'>, reading: TranscriptReading): boolean {
  return 'value' in parameters
    ? holdsValue(reading.text, reading.values, parameters.value)
    : holdsPhrase(parameters.any_of, reading);
}

/** "Sixty days" is "60 days", and a title without its comma is that title. */
function holdsPhrase(phrases: readonly string[], { text, loose }: TranscriptReading): boolean {
  return (
    phrases.some((words) => holdsWords(text, words)) ||
    phrases.some((words) => holdsWords(loose, looseText(words)))
  );
}

function wordsOf(parameters: Parameters<'must_mention'>): string {
  return 'value' in parameters ? String(parameters.value.value) : parameters.any_of.join(' or ');
}

function overPriced(
  { amount, known, over }: Parameters<'max_price'>,
  reading: TranscriptReading,
): string | undefined {
  const isOver = (value: number): boolean => value > amount && !known.includes(value);
  const pricesOver = (text: string): number[] => {
    const { money, spelledMoney } = valuesInText(text);
    return [...money, ...spelledMoney].filter(isOver);
  };
  const { money, spelledMoney } = reading.values;
  if (money.some(isOver) || spelledMoney.some(isOver)) {
    for (const sentence of reading.sentences()) {
      for (const price of pricesOver(sentence)) {
        const end = endOf(sentence, (start) => pricesOver(start).includes(price));
        if (!isDeclined(sentence, end, 0)) return `A reply holds a price of ${price}, above ${amount}.`;
      }
    }
  }
  return usedIn(reading.calls, (value) => over.includes(value as string));
}

function substituted(
  { others, items }: Parameters<'must_not_substitute_brand'>,
  reading: TranscriptReading,
): string | undefined {
  for (const brand of others) {
    if (!holdsWords(reading.text, brand)) continue;
    for (const sentence of reading.sentences()) {
      const at = indexOfWords(sentence, brand);
      if (at !== -1 && !isDeclined(sentence, at, brand.length)) return `A reply offers ${brand}.`;
    }
  }
  return usedIn(reading.calls, (value) => items.includes(value as string));
}

/** A value is used where a call has it, or a reply speaks of it as one that holds; a bare number may count anything. */
function usedAfter({ value }: Parameters<'must_not_use'>, reading: TranscriptReading): string | undefined {
  const used = usedIn(reading.calls, (argument) => isSameValue(argument, value));
  if (used !== undefined || value.kind === 'number' || !holdsValue(reading.text, reading.values, value))
    return used;
  const holdsIt = (text: string): boolean => holdsValue(text, valuesInText(text), value);
  const sentence = reading
    .sentences()
    .find((said) => holdsIt(said) && !isTakenBack(said, endOf(said, holdsIt)));
  return sentence === undefined ? undefined : `A reply still speaks of ${value.value}: ${sentence.trim()}`;
}

function promised(phrases: readonly string[], reading: TranscriptReading): string | undefined {
  const said = phrases.filter((phrase) => holdsWords(reading.text, phrase));
  if (said.length === 0) return undefined;
  for (const sentence of reading.sentences()) {
    for (const phrase of said) {
      const at = indexOfWords(sentence, phrase);
      if (at !== -1 && !isNegated(sentence, at, phrase.length)) return `A reply promises: ${sentence.trim()}`;
    }
  }
  return undefined;
}

/** Where the shortest beginning of a sentence ends, in whole words, that holds something the sentence holds. */
function endOf(sentence: string, holdsIt: (start: string) => boolean): number {
  for (const { index } of sentence.matchAll(/(?<=\S)(?=\s)/g))
    if (holdsIt(sentence.slice(0, index))) return index;
  return sentence.length;
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
