/** Lower-case words: letters and digits, with inner apostrophes. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu) ?? []
  );
}

/** Runs of `length` words, joined by spaces. */
export function ngrams(words: readonly string[], length: number): string[] {
  const grams: string[] = [];
  for (let i = 0; i + length <= words.length; i++) grams.push(words.slice(i, i + length).join(' '));
  return grams;
}
