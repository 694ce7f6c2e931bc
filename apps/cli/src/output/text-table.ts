import CliTable from 'cli-table3';
import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from './display-width.ts';
import type { Paint } from './screen.ts';
import { wrapCell } from './wrap-text.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes what width the others leave and wraps, its cells unpainted; at most one per table. */
  readonly isFlexible?: boolean;
}

const GAP = 2;
/** Where a flexible column would be narrower than this, the table becomes a list. */
const LEAST_FLEXIBLE = 16;
const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

/**
 * A table without boxes: titles, a rule, rows, and, under another rule, the last `footers` rows. Cells may be
 * painted; newlines in titles are kept. Where the width is too short for columns, a list of the rows instead.
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly paint: Paint; readonly footers?: number },
): string {
  const { width, paint, footers = 0 } = options;
  const titles = columns.map(({ title }) => title);
  const widths = columnWidths(columns, [titles, ...rows], width);
  if (widths === undefined) return rowList(titles, rows, options);
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
    colAligns: columns.map(({ align }) => align ?? 'left'),
  });
  const rule = widths.map((columnWidth) => paint('dim', '─'.repeat(columnWidth)));
  table.push(
    titles.map((title) => ({ content: paintLines(paint, title), vAlign: 'bottom' as const })),
    rule,
  );
  rows.forEach((row, at) => {
    if (footers > 0 && at === rows.length - footers) table.push(rule);
    table.push(row.map((cell, i) => (columns[i]?.isFlexible ? wrapCell(cell, widths[i]!).join('\n') : cell)));
  });
  return table
    .toString()
    .split('\n')
    .map((line) => line.replace(/ +$/, ''))
    .join('\n');
}

/** The rows one below the other, each value behind its title; values that are empty are left out. */
function rowList(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const names = titles.map((title) => title.replaceAll('\n', ' '));
  const indent = Math.max(...names.map(displayWidth)) + GAP;
  const entry = (name: string, cell: string): string[] => {
    const [first = '', ...rest] = wrapCell(cell, width - indent);
    const head = paint('bold', name) + ' '.repeat(indent - displayWidth(name));
    return [head + first, ...rest.map((line) => ' '.repeat(indent) + line)];
  };
  return rows
    .map((row) => names.flatMap((name, i) => (row[i] ? entry(name, row[i]) : [])).join('\n'))
    .join('\n\n');
}

/** Each line apart, so that a colour never runs across cells. */
function paintLines(paint: Paint, text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : paint('bold', line)))
    .join('\n');
}

/** The width of each column; undefined where they do not fit. */
function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  available: number,
): number[] | undefined {
  const natural = columns.map((_, i) => Math.max(1, ...rows.map((row) => cellWidth(row[i] ?? ''))));
  const flexible = columns.findIndex(({ isFlexible }) => isFlexible);
  const total = natural.reduce((sum, width) => sum + width, GAP * (columns.length - 1));
  if (total <= available) return natural;
  const room = available - total + (natural[flexible] ?? 0);
  return flexible === -1 || room < LEAST_FLEXIBLE ? undefined : natural.with(flexible, room);
}

function cellWidth(cell: string): number {
  const lines = stripVTControlCharacters(cell).split('\n');
  return Math.max(...lines.map(displayWidth));
}
