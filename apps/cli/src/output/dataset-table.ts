import { formatCount } from '@covergrid/core';
import type { WrittenDataset } from '@covergrid/orchestrator';
import { inDisplayOrder, type Configuration } from '@covergrid/taxonomy';
import type { Paint } from './screen.ts';
import { textTable, type Column } from './text-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'Dataset', isFlexible: true },
  { title: 'Version' },
  { title: 'Conversations', align: 'right' },
  { title: 'Turns', align: 'right' },
  { title: '' },
];

/**
 * What was written, a line a dataset, in the order in which people see domains and behaviors; benign twins, which count
 * in no total, below it.
 */
export function datasetTable(
  { taxonomy }: Configuration,
  datasets: readonly WrittenDataset[],
  options: { readonly width: number; readonly paint: Paint },
): string {
  const place = (ids: readonly { readonly id: string }[], wanted: readonly string[]): number =>
    ids.findIndex(({ id }) => wanted.includes(id));
  const [domains, behaviors] = [inDisplayOrder(taxonomy.domains), inDisplayOrder(taxonomy.behaviors)];
  const sorted = datasets.toSorted(
    ({ metadata: { scope: a } }, { metadata: { scope: b } }) =>
      place(domains, a.domains) - place(domains, b.domains) ||
      place(behaviors, a.behaviors) - place(behaviors, b.behaviors),
  );
  const ofGrid = sorted.filter(({ metadata }) => metadata.twins === undefined);
  const twins = sorted.filter(({ metadata }) => metadata.twins !== undefined);
  const sum = (count: 'conversations' | 'turns'): number =>
    ofGrid.reduce((total, { metadata }) => total + metadata.counts[count], 0);
  return textTable(
    COLUMNS,
    [
      ...ofGrid.map(rowOf),
      ['Total', '', formatCount(sum('conversations')), formatCount(sum('turns')), ''],
      ...twins.map(rowOf),
    ],
    { ...options, footers: 1 + twins.length },
  );
}

function rowOf({ metadata: { dataset_id, version, counts }, status }: WrittenDataset): string[] {
  return [dataset_id, version, formatCount(counts.conversations), formatCount(counts.turns), status];
}
