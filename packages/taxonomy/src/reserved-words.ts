const RESERVED_WORDS: ReadonlySet<string> = new Set(['domain', 'behavior', 'trait', 'all', 'any', 'not']);

/** True for a word of the rule language, which therefore cannot be an axis. */
export function isReservedWord(word: string): boolean {
  return RESERVED_WORDS.has(word);
}
