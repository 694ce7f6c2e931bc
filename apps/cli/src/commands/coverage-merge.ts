import {
  findShardedDatasets,
  loadDatasetConfiguration,
  mergeShards,
  type WriteResult,
} from '@covergrid/orchestrator';
import type { MergeFlags } from '../declarations/coverage-commands.ts';
import type { Session } from '../session.ts';
import { showWritten } from './show-written.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage merge` */
export async function coverageMerge(directory: string, flags: MergeFlags, session: Session): Promise<void> {
  const directories = await findShardedDatasets(directory);
  const results: WriteResult[] = [];
  for (const dataset of directories) {
    const result = await withProgress(flags, session, (running) =>
      mergeShards(dataset, { overwrite: flags.overwrite, ...running }),
    );
    results.push(result);
    if (flags.json === true && directories.length > 1) continue;
    const { configuration } = await loadDatasetConfiguration(result.directory);
    showWritten(configuration, result, [], flags, session);
  }
  if (flags.json === true && directories.length > 1) session.screen.printJson({ datasets: results });
}
