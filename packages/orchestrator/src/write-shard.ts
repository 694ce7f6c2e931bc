import path from 'node:path';
import { CovergridError, reasonToStop, sha256 } from '@covergrid/core';
import { OutputTransaction, peekStaging, resolveInside, writing } from '@covergrid/core/files';
import { nothingToResume, refuseOddDirectories } from './compare-coverage.ts';
import { jsonText } from './dataset-documents.ts';
import type { WriteDatasetsOptions } from './dataset-run.ts';
import {
  jobsOf,
  readShardHeader,
  SHARD_HEADER,
  shardDirectory,
  shardPartNames,
  type DatasetShard,
  type ShardHeader,
} from './dataset-shard.ts';
import { staleNames } from './earlier-output.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { hashFile } from './hash-file.ts';
import { eachOf } from './in-order.ts';
import { makerFor } from './maker-for.ts';
import { changedNames, compareOutput, refuseDifferences } from './output-state.ts';
import type { PartMaker } from './part-maker.ts';
import { stagePart } from './stage-part.ts';
import { otherInterrupted } from './write-dataset.ts';

/** What became of a shard. */
export interface WrittenShard {
  readonly directory: string;
  readonly status: 'written' | 'unchanged';
  readonly parts: number;
  readonly conversations: number;
}

const STAGING = '.covergrid';

/**
 * Writes one share of the parts of a plan into a directory of its own, `<out>/<vertical>/shard-k-of-n/`, for
 * `mergeDatasets`. Shares may be written side by side, or on machines whose directories are brought together later.
 * An interrupted run goes on.
 *
 * @throws USAGE for a shard or concurrency that is none; GOLDEN_UNPROVEN, OUTPUT_*, INPUT_UNREADABLE, INTERRUPTED,
 *   MEMORY_LIMIT, RESUME_NOTHING
 */
export async function writeShard(
  plan: GenerationPlan,
  shard: DatasetShard,
  options: Omit<WriteDatasetsOptions, 'previous'>,
): Promise<WrittenShard> {
  requireShare(shard);
  const root = resolveInside(options.out, plan.vertical.id);
  const directory = path.join(root, shardDirectory(shard));
  const jobs = jobsOf(plan, shard);
  const conversations = jobs.reduce((sum, { dataset: place, part }) => {
    const { conversations: all } = plan.datasets[place]!;
    return sum + Math.min(plan.partSize, all - part * plan.partSize);
  }, 0);
  const { signal, maxMemoryBytes, onProgress, concurrency } = options;
  let done = 0;
  const onRecords = (count: number): void =>
    onProgress?.({ phase: 'conversations', done: (done += count), total: conversations });
  const maker = makerFor(
    plan,
    { conversations, parts: jobs.length },
    concurrency,
  )({
    signal,
    maxMemoryBytes,
    onRecords,
  });
  return writing(directory, async () => {
    try {
      await refuseOddDirectories([options.out, root, directory, path.join(directory, STAGING)]);
      const interrupted = await peekStaging({ directory, staging: STAGING });
      if (options.resume === true && interrupted !== plan.hash) throw nothingToResume(directory);
      const result = { directory, parts: jobs.length, conversations };
      const isWhole = interrupted === undefined && (await isAsItSays(directory, plan.hash));
      if (isWhole) return { ...result, status: 'unchanged' };
      return { ...result, status: await write(plan, shard, directory, maker, options) };
    } finally {
      await maker.close();
    }
  });
}

function requireShare({ index, of }: DatasetShard): void {
  const isShare =
    Number.isSafeInteger(index) && Number.isSafeInteger(of) && index >= 1 && index <= of && of <= 100_000;
  if (!isShare) throw new CovergridError('USAGE', 'A shard is k/n with 1 ≤ k ≤ n ≤ 100,000.');
}

/** True where a shard of this plan stands there with every file as its header says. */
async function isAsItSays(directory: string, plan: string): Promise<boolean> {
  const header = await readShardHeader(directory);
  if (header?.plan_sha256 !== plan) return false;
  const expected = new Map(header.files.map((file) => [file.path, file.sha256]));
  const { same } = await compareOutput(directory, expected, { isOurs: async () => true });
  return same.length === expected.size;
}

async function write(
  plan: GenerationPlan,
  shard: DatasetShard,
  directory: string,
  maker: PartMaker,
  { overwrite = false, signal }: Pick<WriteDatasetsOptions, 'overwrite' | 'signal'>,
): Promise<'written' | 'unchanged'> {
  const transaction = await OutputTransaction.begin({ directory, plan: plan.hash, staging: STAGING });
  const { leftover } = transaction;
  let isDone = false;
  try {
    const earlier = await readShardHeader(directory);
    const isOther = earlier !== undefined && earlier.plan_sha256 !== plan.hash;
    if (isOther)
      refuseDifferences(directory, { same: [], missing: [], different: [SHARD_HEADER] }, overwrite);
    if (leftover !== undefined && leftover !== plan.hash && !overwrite) throw otherInterrupted(directory);
    await transaction.prepare();
    const hashes = new Map<string, string>();
    await eachOf(jobsOf(plan, shard), maker.width, async (job) => {
      const names = shardPartNames(job);
      const { written, record } = await stagePart(transaction, maker, job, names);
      hashes.set(names.conversations, written.conversations.sha256);
      hashes.set(names.goldens, written.goldens.sha256);
      hashes.set(names.record, sha256(record));
    });
    const header = jsonText(headerOf(plan, shard, hashes));
    await transaction.stage(SHARD_HEADER, header);
    const expected = new Map([...hashes, [SHARD_HEADER, sha256(header)] as const]);
    const isOurs = isOursIn(directory, earlier);
    const comparison = await compareOutput(directory, expected, { isOurs });
    refuseDifferences(directory, comparison, overwrite);
    const changed = changedNames(comparison);
    const names = new Set(earlier?.files.map((file) => file.path));
    const stale = await staleNames(directory, { names, isOurs }, new Set(expected.keys()));
    const reason = reasonToStop({ signal });
    if (reason !== undefined) throw reason;
    if (changed.size > 0) {
      await transaction.commit(
        [...expected.keys()].filter((name) => changed.has(name)),
        stale,
      );
    }
    isDone = true;
    return changed.size > 0 ? 'written' : 'unchanged';
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
}

function headerOf(
  { coverage, hash, options }: GenerationPlan,
  { index, of }: DatasetShard,
  hashes: ReadonlyMap<string, string>,
): ShardHeader {
  const { configuration, manifest } = coverage;
  return {
    schema: 'covergrid/dataset-shard@1',
    shard: { index, of },
    plan_sha256: hash,
    seed: manifest.seed,
    listing: manifest.listing,
    options: { ...options },
    taxonomy: configuration.taxonomy,
    exclusions: configuration.exclusions,
    files: [...hashes].map(([file, hashOfFile]) => ({ path: file, sha256: hashOfFile })).toSorted(byPath),
  };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

/** A header is ours by its form, any other file where the header says its hash. */
function isOursIn(directory: string, header: ShardHeader | undefined): (name: string) => Promise<boolean> {
  const hashes = new Map(header?.files.map((file) => [file.path, file.sha256]));
  return async (name) =>
    name === SHARD_HEADER
      ? header !== undefined
      : hashes.has(name) && (await hashFile(path.join(directory, name))) === hashes.get(name);
}
