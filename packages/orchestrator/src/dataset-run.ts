import path from 'node:path';
import { CovergridError, printable, type RunningOptions } from '@covergrid/core';
import { requirePlainParents } from '@covergrid/core/files';
import type { DatasetGroup } from '@covergrid/datasets';
import { refuseOddDirectories } from './compare-coverage.ts';
import type { GenerationPlan, PlannedDataset } from './generation-plan.ts';
import type { PartMaker } from './part-maker.ts';
import type { StandingDataset } from './standing-dataset.ts';

/** Options of `writeDatasets` and `writeGeneration`. */
export interface WriteDatasetsOptions extends RunningOptions {
  /** Datasets go to `<out>/<vertical>/<path>/`. */
  readonly out: string;
  /** Replace datasets of ours that differ; the version then says how. */
  readonly overwrite?: boolean | undefined;
  /** Insist on going on with an interrupted run. Without it one is continued where there is one. */
  readonly resume?: boolean | undefined;
  /** Where versions go on from, as `<previous>/<path>/`; default: what stands where the datasets go. */
  readonly previous?: string | undefined;
  /** Threads that make conversations at most, from 1. Default: one per processor, fewer where there is little to do. */
  readonly concurrency?: number | undefined;
  /** For `run.json` only. Default: the system's clock, milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** What all datasets of a run share. */
export interface DatasetRun {
  readonly plan: GenerationPlan;
  /** The directory of the vertical. */
  readonly root: string;
  readonly options: WriteDatasetsOptions;
  readonly maker: PartMaker;
}

/** Where the files of a dataset are staged until all are there. */
export const STAGING = '.covergrid';

/** The directory of a dataset below that of its vertical. */
export function directoryOf(root: string, group: DatasetGroup): string {
  return path.join(root, ...group.path.split('/'));
}

/** @throws OUTPUT_UNSAFE_PATH, OUTPUT_FOREIGN where something else stands where a directory of the dataset goes */
export async function requirePlainPlace(root: string, group: DatasetGroup): Promise<void> {
  await requirePlainParents(root, group.path);
  const directory = directoryOf(root, group);
  await refuseOddDirectories([directory, path.join(directory, STAGING)]);
}

/** @throws OUTPUT_DIFFERS where another dataset stands there that may not be replaced */
export function refuseOther(
  { directory, metadata }: StandingDataset,
  dataset: PlannedDataset,
  overwrite: boolean,
): void {
  if (overwrite || metadata === undefined || metadata.plan_sha256 === dataset.hash) return;
  throw new CovergridError(
    'OUTPUT_DIFFERS',
    `${printable(directory)} holds version ${metadata.version} of the dataset, which would change. Nothing was written there.`,
    { data: { directory } },
  );
}
