import { formatCount, printable } from '@covergrid/core';
import type { Manifest } from '@covergrid/enumerator';
import type { GridView } from './grid-view.ts';
import { countOf, shareText } from './number-text.ts';
import type { Paint } from './screen.ts';
import { textTable, type Column } from './text-table.ts';

const MOST_RULES = 25;
const COLUMNS: readonly Column[] = [
  { title: 'Excluded by rule', isFlexible: true },
  { title: 'Scenarios', align: 'right' },
  { title: 'Of excluded', align: 'right' },
];

/** What each rule excludes of the selected cells, in the order in which the rules apply; the largest of very many. */
export function exclusionTable(
  manifest: Manifest,
  view: GridView,
  options: { readonly width: number; readonly paint: Paint },
): string {
  const counts = manifest.rules.map(({ id }) => ({ id, count: view.excludedByRule.get(id) ?? 0 }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const row = (name: string, count: number): string[] => [name, formatCount(count), shareText(count, total)];
  const largest = new Set(counts.toSorted((a, b) => b.count - a.count).slice(0, MOST_RULES));
  const rows = counts.filter((entry) => largest.has(entry)).map(({ id, count }) => row(printable(id), count));
  const rest = counts.filter((entry) => !largest.has(entry));
  if (rest.length > 0) {
    const dropped = rest.reduce((sum, { count }) => sum + count, 0);
    rows.push(row(`and ${countOf(rest.length, 'more rule')}`, dropped));
  }
  return textTable(COLUMNS, [...rows, row('Total', total)], { ...options, footers: 1 });
}
