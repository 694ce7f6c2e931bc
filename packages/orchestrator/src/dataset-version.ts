import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import {
  compareDatasets,
  HEADERS,
  nextVersion,
  openDataset,
  versionStep,
  type Dataset,
} from '@covergrid/datasets';
import { hashFile } from './hash-file.ts';
import type { StandingDataset } from './standing-dataset.ts';

/** What versions go on from. */
export type VersionBefore = Pick<StandingDataset, 'directory' | 'metadata' | 'document' | 'golden'>;

/**
 * The version of a dataset after one that stands somewhere: the same where no record differs, `1.0.0` where there is
 * none before.
 *
 * @param fresh the dataset as it is to be, its records wherever they are now
 * @throws OUTPUT_FOREIGN where the one before is not as it was written, DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function versionAfter(before: VersionBefore, fresh: Dataset): Promise<string> {
  if (before.metadata === undefined) return fresh.document.metadata.version;
  const { version } = before.metadata;
  if (hasSameParts(before, fresh)) return version;
  for (const name of [HEADERS.dataset, HEADERS.golden]) await requireAsWritten(before.directory, name);
  const earlier = await openDataset(before.directory);
  for (const { path: name, sha256 } of [...earlier.document.parts, ...earlier.golden.parts])
    await requireAsWritten(before.directory, name, sha256);
  return nextVersion(version, versionStep(await compareDatasets(earlier, fresh)));
}

function hasSameParts({ document, golden }: VersionBefore, fresh: Dataset): boolean {
  const hashes = (header: { readonly parts: readonly { readonly sha256: string }[] }): string =>
    header.parts.map(({ sha256 }) => sha256).join();
  return (
    (document === undefined || hashes(document) === hashes(fresh.document)) &&
    (golden === undefined || hashes(golden) === hashes(fresh.golden))
  );
}

async function requireAsWritten(directory: string, name: string, sha256?: string): Promise<void> {
  const file = path.join(directory, name);
  const isThere = (await kindOf(file)) === 'file';
  if (isThere && (sha256 === undefined || (await hashFile(file)) === sha256)) return;
  throw new CovergridError(
    'OUTPUT_FOREIGN',
    `${printable(file)} is not as the dataset beside it says: it is missing, or somebody changed it.`,
    { data: { file } },
  );
}
