import { printable } from '@covergrid/core';
import { diffDatasets, differenceInWords, openDataset, type DatasetDiff } from '@covergrid/datasets';
import type { DatasetFlags } from '../declarations/dataset-commands.ts';
import { countOf } from '../output/number-text.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';

const MOST_SHOWN = 20;

/** `covergrid dataset diff` */
export async function datasetDiff(
  before: string,
  after: string,
  { json }: DatasetFlags,
  { screen }: Session,
): Promise<void> {
  const diff = await diffDatasets(await openDataset(before), await openDataset(after));
  if (json === true) screen.printJson({ ...diff, details: Object.fromEntries(diff.details) });
  else show(diff, screen);
}

function show(diff: DatasetDiff, screen: Screen): void {
  const { step, metadata, added, removed, changed, reworded, details } = diff;
  screen.print(
    step === 'none' ? 'No conversation differs.' : `A ${screen.paint('bold', step)} step of the version.`,
  );
  for (const difference of metadata)
    screen.print(screen.prose(`  ${printable(differenceInWords(difference), 500)}`, '    '));
  const lists = { Added: added, Removed: removed, Changed: changed, Reworded: reworded };
  for (const [title, ids] of Object.entries(lists)) {
    if (ids.length === 0) continue;
    screen.print(`\n${screen.paint('bold', title)}: ${countOf(ids.length, 'conversation')}`);
    for (const id of ids.slice(0, MOST_SHOWN)) {
      screen.print(`  ${printable(id)}`);
      for (const difference of (details.get(id) ?? []).slice(0, MOST_SHOWN)) {
        screen.print(screen.prose(`    ${printable(differenceInWords(difference), 500)}`, '      '));
      }
    }
    if (ids.length > MOST_SHOWN)
      screen.print(`  and ${countOf(ids.length - MOST_SHOWN, 'more conversation')}`);
  }
}
