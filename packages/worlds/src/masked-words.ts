/** The words of a phrase, slots masked, in lower case, without punctuation. */
export function maskedWords(text: string): string[] {
  return (
    text
      .replaceAll(/\{\{.*?\}\}/g, '_')
      .toLowerCase()
      .match(/[\w']+/g) ?? []
  );
}
