import path from 'node:path';
import type { Progress } from '@covergrid/core';
import { verifyGridDirectory, type Finding } from '@covergrid/enumerator';
import { findManifests } from './dataset-directories.ts';

/** What was proven of one planned grid. */
export interface VerifiedDataset {
  readonly directory: string;
  /** In words, in order. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Proves every planned grid in a directory from its files alone; what is wrong is a finding, never an error.
 *
 * @throws DATASET_NOT_FOUND where the directory holds no planned grid
 */
export async function verifyCoverage(
  directory: string,
  options: { readonly onProgress?: ((progress: Progress) => void) | undefined } = {},
): Promise<{ datasets: VerifiedDataset[] }> {
  const datasets: VerifiedDataset[] = [];
  for (const found of await findManifests(directory)) {
    const { checks, findings } = await verifyGridDirectory(found.directory, found.name, {
      onProgress: (done, total) =>
        options.onProgress?.({ phase: path.join(found.directory, found.name), done, total }),
    });
    datasets.push({ directory: found.directory, checks, findings });
  }
  return { datasets };
}
