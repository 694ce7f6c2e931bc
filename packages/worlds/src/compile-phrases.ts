import { parsePhrase, type Phrase } from './phrase.ts';

/** Phrases of a file whose shape was checked. */
export function compilePhrases(texts: readonly string[] | undefined): readonly Phrase[] {
  return (texts ?? []).map(compilePhrase);
}

/** A phrase of a file whose shape was checked. */
export function compilePhrase(text: string): Phrase {
  const { phrase, issues } = parsePhrase(text);
  if (phrase === undefined) throw new Error(`The phrase was not checked: it ${issues[0]}.`);
  return phrase;
}

/** Phrases for all, or by bin, circumstance or style. */
export type ActPhrases = readonly Phrase[] | ReadonlyMap<string, readonly Phrase[]>;

/** Phrases of acts, some of them by key. */
export function compileActs(
  acts: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>,
): ReadonlyMap<string, ActPhrases> {
  return new Map(
    Object.entries(acts).map(([act, phrases]) => [
      act,
      isList(phrases) ? compilePhrases(phrases) : compilePhraseMap(phrases),
    ]),
  );
}

/** Lists of phrases by key. */
export function compilePhraseMap(
  lists: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly Phrase[]> {
  return new Map(Object.entries(lists).map(([key, texts]) => [key, compilePhrases(texts)]));
}

function isList(
  phrases: readonly string[] | Readonly<Record<string, readonly string[]>>,
): phrases is readonly string[] {
  return Array.isArray(phrases);
}
