import path from 'node:path';
import { formatCount, isReasonToStop, isCovergridError, type RunningOptions } from '@covergrid/core';
import {
  HEADERS,
  openDataset,
  verifyCatalogue,
  verifyDataset,
  type DatasetFinding,
} from '@covergrid/datasets';
import { ScenarioQueries } from '@covergrid/enumerator';
import { compileGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import { findConversationDatasets } from './conversation-datasets.ts';
import { contentHashes } from './generation-plan.ts';
import { loneTwins } from './lone-twins.ts';
import { resolveConfiguration, resolveVertical } from './resolve-configuration.ts';
import type { VerifiedDataset } from './verify-coverage.ts';
import { catalogueText } from './write-catalogue.ts';

/** Findings of one dataset are told up to here. */
const MOST_FINDINGS = 1000;

/**
 * Proves the datasets of conversations in a directory and below it: each from its files, from the configuration, and
 * from the content of the vertical.
 *
 * @param configuration that of the grid they belong to; undefined where a dataset stands alone, for the built-in one
 * @throws INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT; what is wrong is a finding
 */
export async function verifyConversations(
  root: string,
  configuration: Configuration | undefined,
  options: RunningOptions = {},
): Promise<VerifiedDataset[]> {
  const found = await findConversationDatasets(root);
  if (found.length === 0) return [];
  const content = configuration && { configuration, vertical: await resolveVertical(configuration) };
  const verified: VerifiedDataset[] = [];
  for (const below of found) verified.push(await verifyOne(path.join(root, below), content, options));
  if (content === undefined) return verified;
  const findings = [...(await catalogueFindings(root, content)), ...(await loneTwins(root, found))];
  const checks = findings.length === 0 ? [`catalogue: ${formatCount(found.length)} datasets`] : [];
  return [...verified, { directory: root, checks, findings, unproven: [] }];
}

/** What conversations are made from. */
interface Content {
  readonly configuration: Configuration;
  readonly vertical: Vertical;
}

async function builtIn(id: string): Promise<Content> {
  const configuration = await resolveConfiguration({ vertical: id });
  return { configuration, vertical: await resolveVertical(configuration) };
}

async function verifyOne(
  directory: string,
  known: Content | undefined,
  { signal, onProgress }: RunningOptions,
): Promise<VerifiedDataset> {
  const findings: DatasetFinding[] = [];
  try {
    const { metadata } = (await openDataset(directory)).document;
    const { configuration, vertical } = known ?? (await builtIn(metadata.vertical));
    const { seed, variants, scope, counts, twins } = metadata;
    const grid = compileGrid(configuration, { seed });
    const queries = new ScenarioQueries(configuration, grid);
    const query = { domains: scope.domains, behaviors: scope.behaviors, status: 'kept' } as const;
    const expected = {
      vertical,
      scenarios: () => queries.list(query),
      metadata: { seed, variants, config: contentHashes(configuration, vertical), twins },
    };
    const progress = (done: number): void =>
      onProgress?.({ phase: 'conversations', done, total: Math.max(done, counts.conversations) });
    for await (const finding of verifyDataset(directory, expected, { signal, onProgress: progress })) {
      if (finding.severity === 'error') findings.push(finding);
      if (findings.length >= MOST_FINDINGS) break;
    }
    const checks = [
      twins === undefined
        ? `${formatCount(counts.conversations)} conversations, each of its scenario, every golden proven again`
        : `${formatCount(counts.conversations)} benign twins, each in the words of its attack, every golden proven again`,
    ];
    return { directory, checks: findings.length === 0 ? checks : [], findings, unproven: [] };
  } catch (error) {
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
    const named = error.data?.['file'];
    const file = typeof named === 'string' ? path.basename(named) : HEADERS.dataset;
    return { directory, checks: [], findings: [...findings, { file, message: error.message }], unproven: [] };
  }
}

async function catalogueFindings(
  root: string,
  { configuration, vertical }: Content,
): Promise<VerifiedDataset['findings']> {
  try {
    return await verifyCatalogue(root, await catalogueText(root, configuration.taxonomy, vertical));
  } catch (error) {
    if (!isCovergridError(error) || isReasonToStop(error)) throw error;
    // Said of the dataset itself already.
    return [];
  }
}
