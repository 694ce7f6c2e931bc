import CliTable from 'cli-table3';
import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from './display-width.ts';
import type { Paint } from './screen.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes what width the others leave and wraps; at most one per table. */
  readonly isFlexible?: boolean;
}

const GAP = 2;
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
 * painted; newlines in titles are kept.
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly paint: Paint; readonly footers?: number },
): string {
  const { width, paint, footers = 0 } = options;
  const titles = columns.map(({ title }) => title);
  const widths = columnWidths(columns, [titles, ...rows], width);
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
    colAligns: columns.map(({ align }) => align ?? 'left'),
    wordWrap: true,
  });
  const rule = widths.map((columnWidth) => paint('dim', '─'.repeat(columnWidth)));
  table.push(
    titles.map((title) => ({ content: paintLines(paint, title), vAlign: 'bottom' as const })),
    rule,
  );
  rows.forEach((row, at) => {
    if (footers > 0 && at === rows.length - footers) table.push(rule);
    table.push([...row]);
  });
  return table
    .toString()
    .split('\n')
    .map((line) => line.replace(/ +$/, ''))
    .join('\n');
}

/** Each line apart, so that a colour never runs across cells. */
function paintLines(paint: Paint, text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : paint('bold', line)))
    .join('\n');
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  available: number,
): number[] {
  const natural = columns.map((_, i) => Math.max(1, ...rows.map((row) => cellWidth(row[i] ?? ''))));
  const flexible = columns.findIndex(({ isFlexible }) => isFlexible);
  if (flexible === -1) return natural;
  const others = natural.reduce((sum, width, i) => (i === flexible ? sum : sum + width + GAP), 0);
  return natural.map((width, i) =>
    i === flexible ? Math.max(20, Math.min(width, available - others)) : width,
  );
}

function cellWidth(cell: string): number {
  const lines = stripVTControlCharacters(cell).split('\n');
  return Math.max(...lines.map(displayWidth));
}
