import path from 'node:path';
import { kindOf } from '@covergrid/core/files';
import { CARD, HEADERS, partNames, type DatasetMetadata } from '@covergrid/datasets';
import { compareDataset } from './compare-dataset.ts';
import { DatasetParts } from './dataset-parts.ts';
import { directoryOf, refuseOther, requirePlainPlace, STAGING, type DatasetRun } from './dataset-run.ts';
import { hashFile } from './hash-file.ts';
import { eachOf, type Begun } from './in-order.ts';
import { changedNames, compareOutput, refuseDifferences } from './output-state.ts';
import { readStanding, RUN, type StandingDataset } from './standing-dataset.ts';

/** What is known of a dataset before anything is written. */
export interface SurveyedDataset {
  readonly directory: string;
  /** Those that stand there as they are to be. */
  readonly parts: DatasetParts;
  /** Where the whole dataset stands as it is to be. */
  readonly unchanged?: DatasetMetadata | undefined;
}

/**
 * Begins to look at what stands where a dataset goes. Where that is of the same plan, its parts are made once more and
 * compared: what a file says of itself proves nothing.
 *
 * @throws OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_UNSAFE_PATH, DATASET_CORRUPT, and what making parts throws
 */
export async function surveyDataset(run: DatasetRun, place: number): Promise<Begun<SurveyedDataset>> {
  const dataset = run.plan.datasets[place]!;
  const { overwrite = false } = run.options;
  await requirePlainPlace(run.root, dataset.group);
  const standing = await readStanding(directoryOf(run.root, dataset.group));
  refuseOther(standing, dataset, overwrite);
  const parts = new DatasetParts(dataset.parts);
  const isOther = standing.metadata !== undefined && standing.metadata.plan_sha256 !== dataset.hash;
  const taken = isOther ? Promise.resolve([]) : takeStanding(run, place, standing, parts);
  taken.catch(() => {});
  return {
    finish: async () => {
      const different = await taken;
      if (parts.missing.length === 0) {
        const { metadata, comparison } = await compareDataset(run, dataset, parts, standing, (name) => name);
        refuseDifferences(standing.directory, comparison, overwrite);
        const isTidy = (await kindOf(path.join(standing.directory, STAGING))) === 'none';
        const unchanged = isTidy && changedNames(comparison).size === 0 ? metadata : undefined;
        return { directory: standing.directory, parts, unchanged };
      }
      // Of card and headers nothing is known yet but that they are ours.
      const small = [CARD, HEADERS.golden, HEADERS.dataset, RUN].map((name) => [name, undefined] as const);
      const wanted = new Map([...parts.hashes(), ...small]);
      const comparison = await compareOutput(standing.directory, wanted, standing, run.options);
      refuseDifferences(standing.directory, { ...comparison, different }, overwrite);
      return { directory: standing.directory, parts };
    },
    abandon: async () => {
      await taken.catch(() => {});
    },
  };
}

/** Takes the parts that stand there as they are to be, and gives the names of files that are there and are not. */
async function takeStanding(
  { maker }: DatasetRun,
  place: number,
  { directory }: StandingDataset,
  parts: DatasetParts,
): Promise<string[]> {
  const different: string[] = [];
  await eachOf(parts.missing, maker.width, async (part) => {
    const names = partNames(part);
    const files = [names.conversations, names.goldens].map((name) => path.join(directory, name));
    for (const file of files) if ((await kindOf(file)) !== 'file') return;
    const written = await maker.make({ dataset: place, part, files: undefined });
    const hashes = [written.conversations.sha256, written.goldens.sha256];
    const found = [await hashFile(files[0]!), await hashFile(files[1]!)];
    const changed = files.filter((_, i) => hashes[i] !== found[i]);
    if (changed.length === 0) parts.take(part, written);
    different.push(...changed.map((file) => path.basename(file)));
  });
  return different.toSorted();
}
