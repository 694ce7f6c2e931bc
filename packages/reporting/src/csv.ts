import { stringify } from 'csv-stringify/sync';
import { visibleText } from './visible-text.ts';

/** One cell of a CSV file: text, a number as it is, or nothing where there is no value. */
export type CsvValue = string | number | undefined;

/** What a spreadsheet would run as a formula: also after white space, and in full-width form. */
const FORMULA = /^\s*[=+\-@|\t\r＝＋－＠｜]/u;

/**
 * A CSV file for people: UTF-8 with a byte order mark so that spreadsheets read names right, a header, commas, lines
 * ending in LF, quotes where needed. Text that a spreadsheet would run as a formula gets an apostrophe in front, and
 * hidden characters become visible names; numbers stand as they are.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return stringify(
    [header, ...rows].map((row) => row.map(safeValue)),
    { bom: true },
  );
}

function safeValue(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = visibleText(value);
  return FORMULA.test(value) ? `'${text}` : text;
}
