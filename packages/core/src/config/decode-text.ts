import { CovergridError } from '../covergrid-error.ts';
import { quoted } from '../printable.ts';

/**
 * Decodes UTF-8, with or without a byte order mark.
 *
 * @throws CONFIG_ENCODING at the first byte that is not UTF-8, saying what the bytes look like
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) throw badEncoding(file, `looks like ${wide}`, 1, 1);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = validPrefix(bytes);
    const lines = before.split(/\r\n|\r|\n/);
    const column = (lines.at(-1) ?? '').length + 1;
    const what = 'has a byte that is not UTF-8; it may be Latin-1 or Windows-1252';
    throw badEncoding(file, what, lines.length, column);
  }
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  // Text without a mark: one half of every 16-bit unit of Latin text is zero.
  if ((a === 0) !== (b === 0) && (c === 0) !== (d === 0) && bytes.length >= 4) return 'UTF-16';
  return undefined;
}

function validPrefix(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8').decode(bytes);
  const again = new TextEncoder().encode(lenient);
  const shift = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let i = 0;
  while (i < again.length && again[i] === bytes[i + shift]) i += 1;
  // A character cut in the middle agrees with U+FFFD (ef bf bd) in its first bytes at most: step back to its start.
  while (i > 0 && ((again[i] ?? 0) & 0xc0) === 0x80) i -= 1;
  return new TextDecoder('utf-8').decode(again.subarray(0, i));
}

function badEncoding(file: string, what: string, line: number, column: number): CovergridError {
  return new CovergridError('CONFIG_ENCODING', `${quoted(file)} is not UTF-8: it ${what}.`, {
    at: { file, line, column },
  });
}
