import path from 'node:path';
import { CovergridError, printable, takeSteps, type RunningOptions } from '@covergrid/core';
import { defineConfiguration } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import { planSteps } from './coverage-plan.ts';
import { findDatasetShards, readShardHeader, SHARD_HEADER, type ShardHeader } from './dataset-shard.ts';
import { planGeneration, type GenerationPlan } from './generation-plan.ts';
import { compareOutput } from './output-state.ts';
import type { MakerOptions, PartMaker } from './part-maker.ts';
import { domainsWithoutPlaybook, resolveVertical } from './resolve-configuration.ts';
import { runGeneration } from './run-generation.ts';
import { ShardedParts } from './sharded-parts.ts';
import { writeConversationsReport } from './write-conversations-report.ts';
import type { WrittenGeneration } from './write-datasets.ts';

/** Options of {@link mergeDatasets}. */
export interface MergeDatasetsOptions extends RunningOptions {
  /** Replace output of ours that differs. */
  readonly overwrite?: boolean | undefined;
  /** Where versions go on from; see `WriteDatasetsOptions`. */
  readonly previous?: string | undefined;
  /** What the conversations were made from, or its id or directory as of `resolveVertical`. */
  readonly vertical?: Vertical | string | undefined;
}

/** A grid and datasets that were joined from shards. */
export interface MergedDatasets extends WrittenGeneration {
  readonly plan: GenerationPlan;
}

/**
 * Joins the shards of datasets below the directory of a vertical: writes what an undivided run writes, byte for byte.
 * The shards stay as they are. An interrupted merge goes on.
 *
 * @throws DATASET_NOT_FOUND, DATASET_INCOMPLETE where a shard or a file of one is missing or altered, SHARDS_MISMATCH
 *   where shards are not of one plan, or not of this version and content; USAGE, OUTPUT_*, INPUT_UNREADABLE,
 *   INTERRUPTED, MEMORY_LIMIT
 */
export async function mergeDatasets(
  root: string,
  options: MergeDatasetsOptions = {},
): Promise<MergedDatasets> {
  const shards = await readShards(root);
  const plan = await planOf(shards[0].header, options);
  if (plan.hash !== shards[0].header.plan_sha256) {
    throw new CovergridError(
      'SHARDS_MISMATCH',
      'The shards were made from other content, or by another version.',
    );
  }
  if (path.basename(path.resolve(root)) !== plan.vertical.id) {
    throw new CovergridError(
      'USAGE',
      `The shards of ${plan.vertical.id} belong into a directory of that name, not into ${printable(root)}.`,
    );
  }
  for (const { directory, header } of shards) await requireFiles(directory, header, options);
  const { overwrite, previous, ...running } = options;
  const shares = shards.map(({ directory, header: { shard } }) => ({ directory, shard }));
  // As it was named, where that says the vertical.
  const isNamed = path.basename(root) === plan.vertical.id;
  const out = path.dirname(isNamed ? root : path.resolve(root));
  const openMaker = (made: MakerOptions): PartMaker => new ShardedParts(plan, shares, made);
  const work = { openMaker, writesGrid: true };
  const { grid, datasets } = await runGeneration(plan, { out, overwrite, previous, ...running }, work);
  const report = await writeConversationsReport(plan, { out, overwrite, ...running });
  return { plan, grid: grid!, datasets, report };
}

interface FoundShard {
  readonly directory: string;
  readonly header: ShardHeader;
}

async function readShards(root: string): Promise<[FoundShard, ...FoundShard[]]> {
  const shards: FoundShard[] = [];
  for (const name of await findDatasetShards(root)) {
    const directory = path.join(root, name);
    const header = await readShardHeader(directory);
    if (header === undefined) {
      throw new CovergridError(
        'DATASET_INCOMPLETE',
        `${printable(directory)} has no ${SHARD_HEADER} of ours: its run did not end, or it was not copied whole.`,
        { data: { directory } },
      );
    }
    shards.push({ directory, header });
  }
  const [first, ...others] = shards.toSorted((a, b) => a.header.shard.index - b.header.shard.index);
  if (first === undefined) {
    throw new CovergridError('DATASET_NOT_FOUND', `${printable(root)} holds no shards of datasets.`);
  }
  const { plan_sha256: plan, shard } = first.header;
  const stranger = others.find(({ header }) => header.plan_sha256 !== plan || header.shard.of !== shard.of);
  if (stranger !== undefined) {
    throw new CovergridError(
      'SHARDS_MISMATCH',
      `${printable(stranger.directory)} and ${printable(first.directory)} are not shares of one plan.`,
    );
  }
  const twice = others.find(
    ({ header }, i) => header.shard.index === [first, ...others][i]!.header.shard.index,
  );
  if (twice !== undefined) {
    const { index, of } = twice.header.shard;
    throw new CovergridError(
      'SHARDS_MISMATCH',
      `Shard ${index} of ${of} stands in ${printable(root)} twice.`,
    );
  }
  const present = new Set([first, ...others].map(({ header }) => header.shard.index));
  const missing = Array.from({ length: shard.of }, (_, i) => i + 1).filter((index) => !present.has(index));
  if (missing.length > 0) {
    const shown = missing.slice(0, 10).join(', ') + (missing.length > 10 ? ', …' : '');
    throw new CovergridError(
      'DATASET_INCOMPLETE',
      `${missing.length} of ${shard.of} shards are missing: ${shown}.`,
      { data: { missing } },
    );
  }
  return [first, ...others];
}

/** The plan that a shard is a share of, made anew. */
async function planOf(
  { taxonomy, exclusions, seed, listing, options }: ShardHeader,
  { vertical, ...running }: MergeDatasetsOptions,
): Promise<GenerationPlan> {
  const configuration = defineConfiguration(taxonomy, exclusions);
  const content = typeof vertical === 'object' ? vertical : await resolveVertical(configuration, vertical);
  const gap = domainsWithoutPlaybook(configuration, typeof vertical === 'object' ? undefined : vertical);
  const grid = planSteps(configuration, { seed, listing, domainsWithoutPlaybook: gap });
  const coverage = await takeSteps(grid, running);
  return planGeneration(coverage, content, options);
}

async function requireFiles(directory: string, { files }: ShardHeader, stop: RunningOptions): Promise<void> {
  const expected = new Map(files.map((file) => [file.path, file.sha256]));
  const { missing, different } = await compareOutput(directory, expected, { isOurs: async () => true }, stop);
  const bad = [...missing, ...different];
  if (bad.length === 0) return;
  throw new CovergridError(
    'DATASET_INCOMPLETE',
    `${printable(directory)}: ${bad.slice(0, 5).join(', ')}${bad.length > 5 ? ', …' : ''}: missing, or not what the shard wrote.`,
    { data: { missing, different } },
  );
}
