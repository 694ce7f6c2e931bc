import type { RunningOptions } from '@covergrid/core';
import { verifyGridDirectory, type Finding } from '@covergrid/enumerator';
import { findManifests, type FoundManifest } from './dataset-directories.ts';
import { verifyReport } from './verify-report.ts';

/** What was proven of one planned grid. */
export interface VerifiedDataset {
  readonly directory: string;
  /** In words, in order. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  /** What could not be compared, and why, in words. */
  readonly unproven: readonly string[];
}

/**
 * Proves every planned grid in a directory from its files alone; what is wrong is a finding, never an error.
 *
 * @throws DATASET_NOT_FOUND where the directory holds no planned grid; INPUT_UNREADABLE where it cannot be looked
 *   into; INTERRUPTED, MEMORY_LIMIT
 */
export async function verifyCoverage(
  directory: string,
  options: RunningOptions = {},
): Promise<{ datasets: VerifiedDataset[] }> {
  const datasets: VerifiedDataset[] = [];
  for (const found of await findManifests(directory)) datasets.push(await verifyDataset(found, options));
  return { datasets };
}

async function verifyDataset(
  { directory, name }: FoundManifest,
  options: RunningOptions,
): Promise<VerifiedDataset> {
  const verification = await verifyGridDirectory(directory, name, options);
  const { manifest, checks, findings, proven } = verification;
  // Shards have no report.
  if (manifest === undefined || manifest.selection?.shard !== undefined) {
    return { directory, checks, findings, unproven: [] };
  }
  if (proven === undefined) {
    const unproven = ['report: there is nothing sound to render it from'];
    return { directory, checks, findings, unproven };
  }
  const report = await verifyReport(directory, manifest, proven, options);
  return {
    directory,
    checks: [...checks, ...report.checks],
    findings: [...findings, ...report.findings],
    unproven: report.unproven,
  };
}
