import path from 'node:path';
import { peekStaging, writing } from '@covergrid/core/files';
import {
  compareCoverage,
  nothingToResume,
  refuseLoss,
  refuseOddDirectories,
  statusOf,
  type OutputStatus,
} from './compare-coverage.ts';
import { outputOf } from './coverage-output.ts';
import type { CoveragePlan } from './coverage-plan.ts';
import { changedNames } from './output-state.ts';
import type { WriteOptions } from './write-options.ts';

/** What a run would do; see {@link previewCoverage}. */
export interface PreviewResult {
  readonly directory: string;
  /** `resumed`: an interrupted run of this plan would be finished. */
  readonly status: OutputStatus;
  /** Names of files that would be replaced, relative to the directory. */
  readonly replaced: readonly string[];
}

/**
 * Says what `writeCoverage` would do with the same arguments, and writes nothing.
 *
 * @throws what writeCoverage would throw before it writes: OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY,
 *   OUTPUT_UNSAFE_PATH, INPUT_UNREADABLE, RESUME_NOTHING, INTERRUPTED, MEMORY_LIMIT
 */
export async function previewCoverage(plan: CoveragePlan, options: WriteOptions): Promise<PreviewResult> {
  const output = await outputOf(plan, options);
  const { directory, names } = output;
  const staging = path.join(directory, names.staging);
  return writing(directory, async () => {
    await refuseOddDirectories([options.out, directory, staging]);
    const leftover = await peekStaging({ directory, staging: names.staging, isRival: names.isRival });
    const { comparison } = await compareCoverage(output);
    const isChanged = changedNames(comparison).size > 0;
    const isContinued = leftover === plan.manifest.plan_sha256;
    if (isChanged) refuseLoss(output, comparison, leftover);
    if (isChanged && options.resume && !isContinued) throw nothingToResume(directory);
    return { directory, status: statusOf(output, comparison, isContinued), replaced: comparison.different };
  });
}
