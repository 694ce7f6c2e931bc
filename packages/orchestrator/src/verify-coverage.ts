import path from 'node:path';
import { verifyGridDirectory, type Finding } from '@covergrid/enumerator';
import { findManifests, type FoundManifest } from './dataset-directories.ts';
import { verifyReport } from './verify-report.ts';
import type { Progress } from './write-options.ts';

/** What was proven of one planned grid. */
export interface VerifiedDataset {
  readonly directory: string;
  /** In words, in order. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  /** What could not be compared, and why, in words. */
  readonly unproven: readonly string[];
}

/** Options of {@link verifyCoverage}. */
export interface VerifyCoverageOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends it with INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Proves every planned grid in a directory from its files alone; what is wrong is a finding, never an error.
 *
 * @throws DATASET_NOT_FOUND where the directory holds no planned grid; INPUT_UNREADABLE where it cannot be looked
 *   into; INTERRUPTED
 */
export async function verifyCoverage(
  directory: string,
  options: VerifyCoverageOptions = {},
): Promise<{ datasets: VerifiedDataset[] }> {
  const datasets: VerifiedDataset[] = [];
  for (const found of await findManifests(directory)) datasets.push(await verifyDataset(found, options));
  return { datasets };
}

async function verifyDataset(
  { directory, name }: FoundManifest,
  { onProgress, signal }: VerifyCoverageOptions,
): Promise<VerifiedDataset> {
  const verification = await verifyGridDirectory(directory, name, {
    onProgress: (done, total) => onProgress?.({ phase: path.join(directory, name), done, total }),
    signal,
  });
  const { manifest, checks, findings, proven } = verification;
  // Shards have no report.
  if (manifest === undefined || manifest.selection?.shard !== undefined) {
    return { directory, checks, findings, unproven: [] };
  }
  if (proven === undefined) {
    const unproven = ['report: there is nothing sound to render it from'];
    return { directory, checks, findings, unproven };
  }
  const report = await verifyReport(directory, manifest, proven);
  return {
    directory,
    checks: [...checks, ...report.checks],
    findings: [...findings, ...report.findings],
    unproven: report.unproven,
  };
}
