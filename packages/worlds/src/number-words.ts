const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** A number in words up to twelve, in digits beyond. */
export function wordsOfNumber(value: number): string {
  return WORDS[value] ?? String(value);
}

/** The number that a word stands for, or undefined. */
export function numberOfWord(word: string): number | undefined {
  const number = WORDS.indexOf(word.toLowerCase());
  return number < 0 ? undefined : number;
}
