import { formatCount } from '@covergrid/core';
import { displayWidth } from './display-width.ts';
import { sumAccounts, type Account, type GridView } from './grid-view.ts';
import { countOf, shareText } from './number-text.ts';
import type { Paint } from './screen.ts';
import { textTable, type Column } from './text-table.ts';
import { widthForLines, wrapName } from './wrap-name.ts';
import { wrapWords } from './wrap-text.ts';

const MOST_DOMAINS = 40;
const TITLE = 'Kept scenarios';
const TOTAL = 'Total';
const GAP = 2;

/**
 * Kept scenarios by domain and behavior with totals; a block beside each count tells which part of the cell it is.
 * Where the width is short, letters stand for the behaviors, then the rows have totals alone; with more than 40
 * domains only the behaviors are listed.
 */
export function gridTable(
  view: GridView,
  options: { readonly width: number; readonly paint: Paint },
): string {
  if (view.domains.length > MOST_DOMAINS) return behaviorTotals(view, options);
  const labels = Math.max(displayWidth(TITLE), ...view.domains.map(({ name }) => displayWidth(name)));
  const total = Math.max(TOTAL.length, formatCount(totalOf(view).kept).length);
  const available = options.width - labels - total - GAP * (view.behaviors.length + 1);
  const titles = headings(view, available);
  return titles === undefined ? domainTotals(view, options) : fullTable(view, titles, options);
}

/** One title per behavior that fits into the width, in as few lines as can be; letters as the last resort. */
function headings(view: GridView, available: number): string[] | undefined {
  const names = view.behaviors.map(({ name }) => name);
  const least = view.behaviors.map(({ id }) => {
    const counts = view.domains.map((domain) => formatCount(view.cell(domain.id, id).kept).length + 2);
    return Math.max(...counts, formatCount(columnTotal(view, id).kept).length);
  });
  for (let lines = 1; lines <= 4; lines++) {
    const widths = names.map((name, i) => Math.max(least[i]!, widthForLines(name, lines)));
    if (sum(widths) > available) continue;
    return names.map((name, i) => wrapName(name, widths[i]!)?.join('\n') ?? name);
  }
  return sum(least) > available || names.length > 26 ? undefined : names.map((_, i) => letter(i));
}

function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}

function fullTable(
  view: GridView,
  titles: readonly string[],
  options: { readonly width: number; readonly paint: Paint },
): string {
  const { paint } = options;
  const columns: Column[] = [
    { title: TITLE },
    ...titles.map((title): Column => ({ title, align: 'right' })),
    { title: TOTAL, align: 'right' },
  ];
  const rows = view.domains.map(({ id, name }) => [
    name,
    ...view.behaviors.map((behavior) => heatCell(view.cell(id, behavior.id), paint)),
    formatCount(rowTotal(view, id).kept),
  ]);
  const totals = [
    TOTAL,
    ...view.behaviors.map(({ id }) => formatCount(columnTotal(view, id).kept)),
    paint('bold', formatCount(totalOf(view).kept)),
  ];
  const table = textTable(columns, [...rows, totals], { ...options, footers: 1 });
  return `${table}\n\n${legend(view, titles, options)}`;
}

/** `▆ 72`: the block is the kept part of the cell in eighths. Nothing kept is a gap, in red. */
function heatCell({ raw, kept }: Account, paint: Paint): string {
  if (kept === 0) return paint(['red', 'bold'], '0');
  const eighth = Math.max(1, Math.ceil((8 * kept) / raw));
  const block = '▁▂▃▄▅▆▇█'[eighth - 1]!;
  return `${paint(eighth > 5 ? 'green' : eighth > 2 ? 'cyan' : 'yellow', block)} ${formatCount(kept)}`;
}

function legend(
  view: GridView,
  titles: readonly string[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const blocks =
    'The block beside a count is the part of its cell that is kept: ▁ up to an eighth, █ nearly all.';
  const short = '▁ up to an eighth of the cell is kept, █ nearly all.';
  const lines = blocks.length <= width ? [blocks] : wrapWords(short, width);
  if (titles.every((title, i) => title === letter(i)) && titles.length > 0) {
    lines.push(
      ...flow(
        view.behaviors.map(({ name }, i) => `${letter(i)} ${name}`),
        width,
      ),
    );
  }
  return lines.map((line) => paint('dim', line)).join('\n');
}

/** Lines filled with items, three spaces apart. */
function flow(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + 3 + displayWidth(item) <= width) {
      lines[lines.length - 1] = `${last}   ${item}`;
    } else lines.push(item);
  }
  return lines;
}

function domainTotals(view: GridView, options: { readonly width: number; readonly paint: Paint }): string {
  const rows = view.domains.map(({ id, name }) => accountRow(name, rowTotal(view, id)));
  return totalsTable('Domain', rows, view, options);
}

function behaviorTotals(view: GridView, options: { readonly width: number; readonly paint: Paint }): string {
  const shown = view.behaviors.slice(0, MOST_DOMAINS);
  const rows = shown.map(({ id, name }) => accountRow(name, columnTotal(view, id)));
  const more = view.behaviors.length - shown.length;
  if (more > 0) rows.push([`and ${countOf(more, 'behavior')} more`, '', '', '']);
  const table = totalsTable('Behavior', rows, view, options);
  const note = `Over all ${countOf(view.domains.length, 'domain')}; the report shows each.`;
  const lines = wrapWords(note, options.width).map((line) => options.paint('dim', line));
  return `${table}\n\n${lines.join('\n')}`;
}

function totalsTable(
  title: string,
  rows: readonly (readonly string[])[],
  view: GridView,
  options: { readonly width: number; readonly paint: Paint },
): string {
  const columns: Column[] = [
    { title, isFlexible: true },
    { title: 'Raw', align: 'right' },
    { title: 'Kept', align: 'right' },
    { title: 'Part', align: 'right' },
  ];
  return textTable(columns, [...rows, accountRow(TOTAL, totalOf(view))], { ...options, footers: 1 });
}

function accountRow(name: string, { raw, kept }: Account): string[] {
  return [name, formatCount(raw), formatCount(kept), shareText(kept, raw)];
}

function rowTotal(view: GridView, domain: string): Account {
  return sumAccounts(view.behaviors.map(({ id }) => view.cell(domain, id)));
}

function columnTotal(view: GridView, behavior: string): Account {
  return sumAccounts(view.domains.map(({ id }) => view.cell(id, behavior)));
}

function totalOf(view: GridView): Account {
  return sumAccounts(view.behaviors.map(({ id }) => columnTotal(view, id)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
