import type { WriteDatasetsOptions } from './dataset-run.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { makerFor } from './maker-for.ts';
import type { MakerOptions, PartMaker } from './part-maker.ts';
import { runGeneration } from './run-generation.ts';
import type { WriteResult } from './write-coverage.ts';
import { writeConversationsReport, type WrittenConversationsReport } from './write-conversations-report.ts';
import type { WrittenDataset } from './write-dataset.ts';

/** What became of a grid, its datasets, and the report on them. */
export interface WrittenGeneration {
  readonly grid: WriteResult;
  readonly datasets: WrittenDataset[];
  readonly report: WrittenConversationsReport;
}

/**
 * Writes the grid of a plan as `writeCoverage` does, then its datasets, each whole or not at all, the catalogue,
 * and the report on conversations last. An interrupted run goes on with the parts it was in. What stands there as it is to be is left alone, and what
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
  const work = { openMaker: openMaker(plan, options), writesGrid: true };
  const { grid, datasets } = await runGeneration(plan, options, work);
  return { grid: grid!, datasets, report: await writeConversationsReport(plan, options) };
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
  const work = { openMaker: openMaker(plan, options), writesGrid: false };
  return (await runGeneration(plan, options, work)).datasets;
}

function openMaker(
  plan: GenerationPlan,
  { concurrency }: WriteDatasetsOptions,
): (options: MakerOptions) => PartMaker {
  const sum = (of: 'conversations' | 'parts'): number =>
    plan.datasets.reduce((total, dataset) => total + dataset[of], 0);
  return makerFor(plan, { conversations: sum('conversations'), parts: sum('parts') }, concurrency);
}
