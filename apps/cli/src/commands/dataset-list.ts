import { formatCount } from '@covergrid/core';
import { conversationDatasets, conversationGaps } from '@covergrid/orchestrator';
import type { DatasetFlags } from '../declarations/dataset-commands.ts';
import { gapText } from '../output/gap-text.ts';
import { pathText } from '../output/path-text.ts';
import { textTable } from '../output/text-table.ts';
import type { Session } from '../session.ts';

/** `covergrid dataset list` */
export async function datasetList(
  directory: string,
  { json }: DatasetFlags,
  { screen }: Session,
): Promise<void> {
  const datasets = await conversationDatasets(directory);
  if (json === true) {
    screen.printJson(datasets.map(({ directory: path, document }) => ({ path, ...document.metadata })));
    return;
  }
  screen.print(
    textTable(
      [
        { title: 'Dataset' },
        { title: 'Version' },
        { title: 'Conversations', align: 'right' },
        { title: 'Turns', align: 'right' },
        { title: 'Where', isFlexible: true },
      ],
      datasets.map(({ directory: path, document: { metadata } }) => [
        metadata.dataset_id,
        metadata.version,
        formatCount(metadata.counts.conversations),
        formatCount(metadata.counts.turns),
        pathText(path),
      ]),
      { width: screen.width, paint: screen.paint },
    ),
  );
  for (const gap of await conversationGaps(directory)) screen.print(`\n${screen.prose(gapText(gap))}`);
}
