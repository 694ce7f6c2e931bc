import {
  findShardedDatasets,
  loadDatasetConfiguration,
  mergeDatasets,
  mergeShards,
} from '@covergrid/orchestrator';
import type { MergeFlags } from '../declarations/coverage-commands.ts';
import type { Session } from '../session.ts';
import { showGenerated } from './show-generated.ts';
import { showWritten } from './show-written.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage merge` */
export async function coverageMerge(directory: string, flags: MergeFlags, session: Session): Promise<void> {
  const { overwrite, previous, vertical } = flags;
  const sharded = await findShardedDatasets(directory);
  const isOneOfSeveral = flags.json === true && sharded.length > 1;
  const results: object[] = [];
  for (const { directory: below, of } of sharded) {
    if (of === 'datasets') {
      const merged = await withProgress(flags, session, (running) =>
        mergeDatasets(below, { overwrite, previous, vertical, ...running }),
      );
      const { plan, grid, datasets, report } = merged;
      results.push({ coverage: grid, datasets, report, without_playbook: plan.withoutPlaybook });
      if (!isOneOfSeveral) showGenerated(plan, merged, flags, session.screen);
      continue;
    }
    const result = await withProgress(flags, session, (running) =>
      mergeShards(below, { overwrite, ...running }),
    );
    results.push(result);
    if (isOneOfSeveral) continue;
    const { configuration } = await loadDatasetConfiguration(result.directory);
    showWritten(configuration, result, [], flags, session);
  }
  if (isOneOfSeveral) session.screen.printJson({ datasets: results });
}
