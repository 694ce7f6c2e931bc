// C0, DEL, C1, soft hyphen, zero-width and bidirectional controls, line separators, byte order mark, lone surrogates.
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu;

/**
 * The text safe to show on one line of a terminal, log or page: characters that move the cursor, reorder text or
 * show nothing become `\u{hex}`, and what goes beyond `maxLength` UTF-16 units (default 300) becomes `…`.
 */
export function printable(text: string, maxLength = 300): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return shown.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The text in double quotes for a message, as {@link printable} shows it, at most 80 UTF-16 units of it. */
export function quoted(text: string): string {
  return `"${printable(text, 80)}"`;
}
