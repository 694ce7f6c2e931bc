import { loadDatasetConfiguration, mergeShards } from '@covergrid/orchestrator';
import type { MergeFlags } from '../declarations/coverage-commands.ts';
import type { Session } from '../session.ts';
import { showWritten } from './show-written.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage merge` */
export async function coverageMerge(directory: string, flags: MergeFlags, session: Session): Promise<void> {
  const result = await withProgress(flags, session, 'end', () =>
    mergeShards(directory, { overwrite: flags.overwrite }),
  );
  const { configuration } = await loadDatasetConfiguration(result.directory);
  showWritten(configuration, result, [], flags, session);
}
