import path from 'node:path';
import { reasonToStop } from '@covergrid/core';
import { kindOf, OutputTransaction, peekStaging, resolveInside, writing } from '@covergrid/core/files';
import { nothingToResume, refuseOddDirectories } from './compare-coverage.ts';
import type { DatasetRun, WriteDatasetsOptions } from './dataset-run.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { inOrder } from './in-order.ts';
import type { MakerOptions, PartMaker } from './part-maker.ts';
import { previewCoverage } from './preview-coverage.ts';
import { surveyDataset, type SurveyedDataset } from './survey-dataset.ts';
import { CATALOGUE, changedCatalogue, requireOwnCatalogue } from './write-catalogue.ts';
import { writeCoverage, type WriteResult } from './write-coverage.ts';
import { otherInterrupted, writeDataset, type WrittenDataset } from './write-dataset.ts';

/** What a run does beside its datasets, and how it comes by their parts. */
export interface GenerationWork {
  readonly openMaker: (options: MakerOptions) => PartMaker;
  readonly writesGrid: boolean;
}

/** What became of the datasets, and of the grid where it was written too. */
export interface GenerationResult {
  readonly grid: WriteResult | undefined;
  readonly datasets: WrittenDataset[];
}

/** Says that a run is under way, or was interrupted, and of which plan. */
const STAGING = '.covergrid-datasets';

/** Carries a plan out: grid, datasets, catalogue. See `writeGeneration`. */
export async function runGeneration(
  plan: GenerationPlan,
  options: WriteDatasetsOptions,
  work: GenerationWork,
): Promise<GenerationResult> {
  const root = resolveInside(options.out, plan.vertical.id);
  const { signal, maxMemoryBytes, onProgress } = options;
  const progress = {
    phase: 'comparison',
    done: 0,
    total: plan.datasets.reduce((sum, { conversations }) => sum + conversations, 0),
  };
  const onRecords = (count: number): void => {
    progress.done += count;
    onProgress?.({ ...progress });
  };
  const maker = work.openMaker({ signal, maxMemoryBytes, onRecords });
  const run = { plan, root, options, maker };
  return writing(root, async () => {
    try {
      await refuseOddDirectories([options.out, root, path.join(root, STAGING)]);
      const interrupted = await peekStaging({ directory: root, staging: STAGING });
      if (options.resume === true && interrupted !== plan.hash) throw nothingToResume(root);
      await requireOwnCatalogue(root);
      const surveyed = interrupted === plan.hash ? undefined : await survey(run);
      // What a run that was cut off at its very end has left is tidied up by the next.
      const isTidy = (await kindOf(path.join(root, STAGING))) === 'none';
      const unchanged = surveyed && isTidy ? await wholeResult(run, surveyed, work) : undefined;
      if (unchanged !== undefined) return unchanged;
      return await write(run, surveyed, work, () =>
        Object.assign(progress, { phase: 'conversations', done: 0 }),
      );
    } finally {
      await maker.close();
    }
  });
}

function placesOf({ plan }: DatasetRun): number[] {
  return plan.datasets.map((_, place) => place);
}

function survey(run: DatasetRun): Promise<SurveyedDataset[]> {
  return inOrder(
    placesOf(run),
    (place) => surveyDataset(run, place),
    () => run.maker.isIdle,
  );
}

/** The result where all stands there as it is to be, and nothing needs to be written; undefined else. */
async function wholeResult(
  { plan, root, options }: DatasetRun,
  surveyed: readonly SurveyedDataset[],
  { writesGrid }: GenerationWork,
): Promise<GenerationResult | undefined> {
  // Says first what writing the grid would run into.
  const grid = writesGrid ? await previewCoverage(plan.coverage, options) : undefined;
  if (grid !== undefined && grid.status !== 'unchanged') return undefined;
  const datasets = surveyed.flatMap(({ directory, unchanged }): WrittenDataset[] =>
    unchanged === undefined ? [] : [{ directory, status: 'unchanged', metadata: unchanged }],
  );
  if (datasets.length < surveyed.length || (await changedCatalogue(root, plan)) !== undefined)
    return undefined;
  return { grid: grid && (await writeCoverage(plan.coverage, options)), datasets };
}

async function write(
  run: DatasetRun,
  surveyed: readonly SurveyedDataset[] | undefined,
  { writesGrid }: GenerationWork,
  onDatasets: () => void,
): Promise<GenerationResult> {
  const { plan, root, maker } = run;
  const options = { ...run.options, resume: false };
  const transaction = await OutputTransaction.begin({ directory: root, plan: plan.hash, staging: STAGING });
  const { isContinued, leftover } = transaction;
  let isDone = false;
  try {
    const isOther = leftover !== undefined && leftover !== plan.hash;
    if (isOther && options.overwrite !== true) throw otherInterrupted(root);
    await transaction.prepare();
    const grid = writesGrid ? await writeCoverage(plan.coverage, options) : undefined;
    onDatasets();
    const datasets = await inOrder(
      placesOf(run),
      (place) => writeDataset(run, place, surveyed?.[place], isContinued),
      () => maker.isIdle,
    );
    const reason = reasonToStop({ signal: options.signal });
    if (reason !== undefined) throw reason;
    const catalogue = await changedCatalogue(root, plan);
    if (catalogue !== undefined) {
      await transaction.stage(CATALOGUE, catalogue);
      await transaction.commit([CATALOGUE]);
    }
    isDone = true;
    return { grid, datasets };
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
}
