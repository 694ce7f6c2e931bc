import path from 'node:path';
import { kindOf } from '@covergrid/core/files';
import { HEADERS, openDataset, type Dataset, type DatasetMetadata } from '@covergrid/datasets';
import { documentContents, documentsOf, type Documents } from './dataset-documents.ts';
import type { DatasetParts } from './dataset-parts.ts';
import { directoryOf, type DatasetRun } from './dataset-run.ts';
import { versionAfter, type VersionBefore } from './dataset-version.ts';
import type { PlannedDataset } from './generation-plan.ts';
import { compareOutput, hashContents, type Comparison } from './output-state.ts';
import { RUN, type StandingDataset } from './standing-dataset.ts';

/** A dataset whose parts are all known, against what stands in its place. */
export interface ComparedDataset {
  readonly metadata: DatasetMetadata;
  /** Card and headers by name. */
  readonly contents: ReadonlyMap<string, string>;
  readonly comparison: Comparison;
}

/**
 * Makes the card and the headers of a dataset whose parts are all taken, and compares it with what stands there.
 *
 * @param placeOf where the file of a part is now, relative to the directory of the dataset
 * @throws OUTPUT_FOREIGN, OUTPUT_UNSAFE_PATH, DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function compareDataset(
  { plan, options }: DatasetRun,
  dataset: PlannedDataset,
  parts: DatasetParts,
  standing: StandingDataset,
  placeOf: (name: string) => string,
): Promise<ComparedDataset> {
  const before = options.previous === undefined ? standing : await readPrevious(options.previous, dataset);
  const first = documentsOf(plan, dataset, parts, '1.0.0');
  const version =
    before === undefined ? '1.0.0' : await versionAfter(before, placedAs(first, standing.directory, placeOf));
  const documents = documentsOf(plan, dataset, parts, version);
  const contents = documentContents(documents, parts);
  const comparison = await compareOutput(
    standing.directory,
    new Map([...parts.hashes(), ...hashContents(contents)]),
    standing,
    options,
  );
  // The record of a run says when it ran; it is never a difference, but a foreign one is in the way.
  const record = await compareOutput(standing.directory, new Map([[RUN, undefined]]), standing);
  return {
    metadata: documents.document.metadata,
    contents,
    comparison: { ...comparison, missing: [...comparison.missing, ...record.missing] },
  };
}

/** A dataset with its files where they are now. */
function placedAs(
  { document, golden }: Documents,
  directory: string,
  placeOf: (name: string) => string,
): Dataset {
  const placed = <T extends { readonly path: string }>(parts: readonly T[]): T[] =>
    parts.map((part) => ({ ...part, path: placeOf(part.path) }));
  return {
    directory,
    document: { ...document, parts: placed(document.parts) },
    golden: { ...golden, parts: placed(golden.parts) },
  };
}

/** The version before, in another directory: undefined where that has no such dataset. */
async function readPrevious(previous: string, { group }: PlannedDataset): Promise<VersionBefore | undefined> {
  const directory = directoryOf(previous, group);
  if ((await kindOf(path.join(directory, HEADERS.dataset))) === 'none') return undefined;
  const { document, golden } = await openDataset(directory);
  return { directory, metadata: document.metadata, document, golden };
}
