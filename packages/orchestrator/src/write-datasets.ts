import { availableParallelism } from 'node:os';
import { CovergridError } from '@covergrid/core';
import type { WriteDatasetsOptions } from './dataset-run.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { InlineParts, type MakerOptions, type PartMaker } from './part-maker.ts';
import { PartThreads } from './part-threads.ts';
import { runGeneration } from './run-generation.ts';
import type { WriteResult } from './write-coverage.ts';
import type { WrittenDataset } from './write-dataset.ts';

/** What became of a grid and its datasets. */
export interface WrittenGeneration {
  readonly grid: WriteResult;
  readonly datasets: WrittenDataset[];
}

/**
 * Writes the grid of a plan as `writeCoverage` does, then its datasets, each whole or not at all, and the catalogue
 * last. An interrupted run goes on with the parts it was in. What stands there as it is to be is left alone, and what
 * is missing of it is added.
 *
 * @throws GOLDEN_UNPROVEN, OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH,
 *   INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT, RESUME_NOTHING, USAGE for a concurrency that is none, and DATASET_*
 *   where an earlier version cannot be read
 */
export async function writeGeneration(
  plan: GenerationPlan,
  options: WriteDatasetsOptions,
): Promise<WrittenGeneration> {
  const openMaker = makerFor(plan, options);
  const { grid, datasets } = await runGeneration(plan, options, { openMaker, writesGrid: true });
  return { grid: grid!, datasets };
}

/**
 * Writes the datasets of a plan and the catalogue without the grid; otherwise as {@link writeGeneration}.
 *
 * @throws as {@link writeGeneration}
 */
export async function writeDatasets(
  plan: GenerationPlan,
  options: WriteDatasetsOptions,
): Promise<WrittenDataset[]> {
  const openMaker = makerFor(plan, options);
  return (await runGeneration(plan, options, { openMaker, writesGrid: false })).datasets;
}

/** A thread takes about half a second to start, in which this one makes many hundred conversations. */
const CONVERSATIONS_PER_THREAD = 2000;

/**
 * What makes the parts of a plan: this thread alone, or as many as are asked for and have parts to make.
 *
 * @throws USAGE for a concurrency that is none
 */
export function makerFor(
  plan: GenerationPlan,
  { concurrency }: Pick<WriteDatasetsOptions, 'concurrency'>,
): (options: MakerOptions) => PartMaker {
  if (concurrency !== undefined && (!Number.isSafeInteger(concurrency) || concurrency < 1)) {
    throw new CovergridError('USAGE', 'A concurrency is an integer from 1.');
  }
  const sum = (of: 'conversations' | 'parts'): number =>
    plan.datasets.reduce((total, dataset) => total + dataset[of], 0);
  const worthwhile = Math.floor(sum('conversations') / CONVERSATIONS_PER_THREAD);
  const threads = Math.min(concurrency ?? Math.min(availableParallelism(), worthwhile), sum('parts'));
  return (options) =>
    threads > 1 ? new PartThreads(plan, threads, options) : new InlineParts(plan, options);
}
