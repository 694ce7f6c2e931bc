import path from 'node:path';
import {
  CovergridError,
  formatCount,
  isReasonToStop,
  isCovergridError,
  printable,
  type RunningOptions,
} from '@covergrid/core';
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
import { builtInId, resolveConfiguration, resolveVertical } from './resolve-configuration.ts';
import type { VerifiedDataset } from './verify-coverage.ts';
import { catalogueText } from './write-catalogue.ts';

/** Options of {@link verifyCoverage}. */
export interface VerifyOptions extends RunningOptions {
  /** The vertical that conversations were made from, where it is not built in: its directory. */
  readonly vertical?: string | undefined;
}

/** Findings of one dataset are told up to here. */
const MOST_FINDINGS = 1000;

/**
 * Proves the datasets of conversations in a directory and below it: each from its files, from the configuration, and
 * from the content of the vertical.
 *
 * @param configuration that of the grid they belong to; undefined where a dataset stands alone
 * @throws USAGE where the vertical is not built in and not named, or another is named; what resolveVertical throws;
 *   INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT; what is wrong with the datasets is a finding
 */
export async function verifyConversations(
  root: string,
  configuration: Configuration | undefined,
  options: VerifyOptions = {},
): Promise<VerifiedDataset[]> {
  const found = await findConversationDatasets(root);
  if (found.length === 0) return [];
  const content = configuration && (await contentFor(configuration, options.vertical));
  const alone = new Map<string, Promise<Content>>();
  const contentBy = async (id: string): Promise<Content> => {
    if (content !== undefined) return content;
    const known = alone.get(id) ?? contentOf(id, options.vertical);
    alone.set(id, known);
    return known;
  };
  const verified: VerifiedDataset[] = [];
  for (const below of found) verified.push(await verifyOne(path.join(root, below), contentBy, options));
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

/** The content of a grid's own vertical. */
async function contentFor(configuration: Configuration, vertical: string | undefined): Promise<Content> {
  if (vertical !== undefined) await contentOf(configuration.taxonomy.id, vertical);
  return { configuration, vertical: await resolveVertical(configuration, vertical) };
}

/** The content of a vertical by its id, with its own configuration. */
async function contentOf(id: string, vertical: string | undefined): Promise<Content> {
  const named = vertical ?? builtInId(id);
  const configuration = await resolveConfiguration({ vertical: named });
  if (configuration.taxonomy.id !== id)
    throw new CovergridError(
      'USAGE',
      `"${printable(named, 1000)}" is the vertical "${configuration.taxonomy.id}", not "${printable(id)}".`,
    );
  return { configuration, vertical: await resolveVertical(configuration, named) };
}

async function verifyOne(
  directory: string,
  contentBy: (id: string) => Promise<Content>,
  { signal, onProgress }: RunningOptions,
): Promise<VerifiedDataset> {
  const findings: DatasetFinding[] = [];
  try {
    const { metadata } = (await openDataset(directory)).document;
    const { configuration, vertical } = await contentBy(metadata.vertical);
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
