import { formatCount } from '@covergrid/core';
import {
  datasetStats as statsOf,
  readRecords,
  type Bounds,
  type Dataset,
  type JudgedFigure,
} from '@covergrid/datasets';
import { conversationDatasets } from '@covergrid/orchestrator';
import type { DatasetFlags } from '../declarations/dataset-commands.ts';
import { countOf, shareText } from '../output/number-text.ts';
import type { Paint } from '../output/screen.ts';
import { textTable, type Column } from '../output/text-table.ts';
import type { Session } from '../session.ts';

const COLUMNS: readonly Column[] = [
  { title: 'Figure', isFlexible: true },
  { title: 'Here', align: 'right' },
  { title: 'Target', align: 'right' },
  { title: 'People', align: 'right' },
  { title: '' },
];

/** `covergrid dataset stats` */
export async function datasetStats(
  directory: string,
  { json }: DatasetFlags,
  { screen, signal }: Session,
): Promise<void> {
  const found = await conversationDatasets(directory);
  // Twins say again what attacks say: beside other datasets they count in no figure.
  const isTwins = ({ document }: Dataset): boolean => document.metadata.twins !== undefined;
  const datasets = found.every(isTwins) ? found : found.filter((dataset) => !isTwins(dataset));
  async function* records(): AsyncGenerator<
    Awaited<ReturnType<ReturnType<typeof readRecords>['next']>>['value']
  > {
    for (const dataset of datasets) {
      for await (const record of readRecords(dataset)) {
        signal.throwIfAborted();
        yield record;
      }
    }
  }
  const stats = await statsOf(records());
  if (json === true) {
    const counts = Object.fromEntries(
      Object.entries(stats.counts).map(([label, names]) => [label, Object.fromEntries(names)]),
    );
    screen.printJson({ ...stats, counts });
    return;
  }
  const options = { width: screen.width, paint: screen.paint };
  screen.print(`${countOf(stats.conversations, 'conversation')}, ${countOf(stats.turns, 'customer turn')}\n`);
  for (const label of ['decision', 'technique'] as const) {
    const names = stats.counts[label];
    if (names.size === 0) continue;
    const rows = [...names].map(([name, count]) => [
      name,
      formatCount(count),
      shareText(count, stats.conversations),
    ]);
    const columns: Column[] = [
      { title: label === 'decision' ? 'Decision' : 'Technique', isFlexible: true },
      { title: 'Conversations', align: 'right' },
      { title: 'Of all', align: 'right' },
    ];
    screen.print(`${textTable(columns, rows, options)}\n`);
  }
  screen.print(
    textTable(
      COLUMNS,
      stats.bars.map((bar) => rowOf(bar, screen.paint)),
      options,
    ),
  );
}

function rowOf({ title, unit, value, target, people, verdict }: JudgedFigure, paint: Paint): string[] {
  const text = (number: number): string =>
    unit === 'share' ? `${(100 * number).toFixed(1)} %` : String(Number(number.toFixed(number < 20 ? 2 : 0)));
  const colors = { met: 'green', short: 'yellow', failed: 'red', unjudged: 'dim' } as const;
  return [
    title,
    value === undefined ? '–' : text(value),
    boundsText(target, text),
    people === undefined ? '' : `${text(people[0])} to ${text(people[1])}`,
    paint(colors[verdict], verdict),
  ];
}

function boundsText({ least, most }: Bounds, text: (value: number) => string): string {
  if (least !== undefined && most !== undefined) return `${text(least)} to ${text(most)}`;
  return least === undefined ? `≤ ${text(most ?? 0)}` : `≥ ${text(least)}`;
}
