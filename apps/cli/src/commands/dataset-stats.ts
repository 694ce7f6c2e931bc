import { formatCount } from '@covergrid/core';
import {
  boundsText,
  datasetStats as statsOf,
  figureText,
  readRecords,
  type Dataset,
  type JudgedFigure,
} from '@covergrid/datasets';
import { conversationDatasets, conversationGaps } from '@covergrid/orchestrator';
import type { DatasetFlags } from '../declarations/dataset-commands.ts';
import { gapText } from '../output/gap-text.ts';
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
  const gaps = await conversationGaps(directory);
  if (json === true) {
    const counts = Object.fromEntries(
      Object.entries(stats.counts).map(([label, names]) => [label, Object.fromEntries(names)]),
    );
    screen.printJson({ ...stats, counts, gaps });
    return;
  }
  const options = { width: screen.width, paint: screen.paint };
  screen.print(`${countOf(stats.conversations, 'conversation')}, ${countOf(stats.turns, 'customer turn')}\n`);
  for (const gap of gaps) screen.print(`${screen.prose(gapText(gap))}\n`);
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
  const colors = { met: 'green', short: 'yellow', failed: 'red', unjudged: 'dim' } as const;
  return [
    title,
    value === undefined ? '–' : figureText(unit, value),
    boundsText(unit, target),
    people === undefined ? '' : boundsText(unit, { least: people[0], most: people[1] }),
    paint(colors[verdict], verdict),
  ];
}
