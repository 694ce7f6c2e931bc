/** Text as it is compared: without the difference between kinds of quotes, white space, and case unless asked for. */
export function comparable(text: string, isCaseSensitive: boolean): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201C\u201D]/g, '"')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return isCaseSensitive ? plain : plain.toLowerCase();
}

/** The words of a text, in lower case; what is no letter or digit parts them. */
export function wordsOf(text: string): string[] {
  return comparable(text, false).match(/[\p{L}\p{N}]+(?:['.][\p{L}\p{N}]+)*/gu) ?? [];
}
