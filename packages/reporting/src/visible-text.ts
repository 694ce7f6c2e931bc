/**
 * What a reader cannot see but a program obeys: C0 and C1 controls, direction marks and overrides, invisible
 * separators, variation tags. Tab and line feed are white space; joiners (U+200C, U+200D) belong to words.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]/gu;

/** Text as it may be shown: control, direction and invisible characters are replaced by their names, `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(HIDDEN, codePointName);
}

function codePointName(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0xfffd;
  if (codePoint === 0xfffd) return character;
  return `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
