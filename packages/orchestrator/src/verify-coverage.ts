import { isCovergridError } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import { verifyGridDirectory, type Finding, type Manifest } from '@covergrid/enumerator';
import type { Configuration } from '@covergrid/taxonomy';
import { findConversationDatasets } from './conversation-datasets.ts';
import { findManifests, type FoundManifest } from './dataset-directories.ts';
import { verifyGap } from './verify-gap.ts';
import { verifyConversations, type VerifyOptions } from './verify-conversations.ts';
import { verifyConversationsReport } from './verify-conversations-report.ts';
import { verifyReport } from './verify-report.ts';

/** What was proven of one planned grid, or of one dataset of conversations. */
export interface VerifiedDataset {
  readonly directory: string;
  /** In words, in order. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  /** What could not be compared, and why, in words. */
  readonly unproven: readonly string[];
}

/**
 * Proves every planned grid in a directory from its files alone, and every dataset of conversations below it from the
 * vertical's content too; what is wrong is a finding, never an error. A dataset that stands alone will do.
 *
 * @throws DATASET_NOT_FOUND where the directory holds neither; INPUT_UNREADABLE where it cannot be looked into;
 *   INTERRUPTED, MEMORY_LIMIT; USAGE, INPUT_*, CONFIG_*, PLAYBOOK_* where conversations need a vertical that is not
 *   named, or not sound
 */
export async function verifyCoverage(
  directory: string,
  options: VerifyOptions = {},
): Promise<{ datasets: VerifiedDataset[] }> {
  const grids = await findGrids(directory);
  const datasets: VerifiedDataset[] = [];
  for (const found of grids) {
    const { verified, sound } = await verifyGrid(found, options);
    datasets.push(verified);
    if (sound === undefined) continue;
    const { directory: root } = found;
    const conversations = await verifyConversations(root, sound.configuration, options);
    datasets.push(...conversations);
    if (conversations.length === 0) continue;
    const report = await verifyConversationsReport(root, sound.manifest, sound.configuration, options);
    datasets.push({ directory: root, ...report });
  }
  if (grids.length === 0) datasets.push(...(await verifyConversations(directory, undefined, options)));
  return { datasets };
}

/** Planned grids; none where a dataset of conversations stands alone. */
async function findGrids(directory: string): Promise<FoundManifest[]> {
  try {
    return await findManifests(directory);
  } catch (error) {
    const isAlone =
      isCovergridError(error) &&
      error.code === 'DATASET_NOT_FOUND' &&
      (await kindOf(directory)) === 'directory' &&
      (await findConversationDatasets(directory)).length > 0;
    if (isAlone) return [];
    throw error;
  }
}

interface VerifiedGrid {
  readonly verified: VerifiedDataset;
  /** Of a whole grid that is sound. */
  readonly sound?: { readonly configuration: Configuration; readonly manifest: Manifest };
}

async function verifyGrid({ directory, name }: FoundManifest, options: VerifyOptions): Promise<VerifiedGrid> {
  const verification = await verifyGridDirectory(directory, name, options);
  const { manifest, checks, findings, proven } = verification;
  // Shards have no report.
  if (manifest === undefined || manifest.selection?.shard !== undefined) {
    return { verified: { directory, checks, findings, unproven: [] } };
  }
  if (proven === undefined) {
    const unproven = ['report: there is nothing sound to render it from'];
    return { verified: { directory, checks, findings, unproven } };
  }
  const gap = verifyGap(name, manifest, proven.configuration, options.vertical);
  const report = await verifyReport(directory, manifest, proven, options);
  return {
    verified: {
      directory,
      checks: [...checks, ...gap.checks, ...report.checks],
      findings: [...findings, ...gap.findings, ...report.findings],
      unproven: [...gap.unproven, ...report.unproven],
    },
    sound: { configuration: proven.configuration, manifest },
  };
}
