import { copyFile, link, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { reasonToStop } from '@covergrid/core';
import { hasErrno, reading } from '@covergrid/core/files';
import type { PartFiles, WrittenPart } from '@covergrid/datasets';
import { jobsOf, shardPartNames, type DatasetShard } from './dataset-shard.ts';
import type { GenerationPlan } from './generation-plan.ts';
import type { MakerOptions, PartJob, PartMaker } from './part-maker.ts';

/** Takes parts from the shards that hold them, in place of making them. */
export class ShardedParts implements PartMaker {
  readonly width = 1;
  readonly isIdle = false;
  /** Directories by dataset and part. */
  readonly #places: ReadonlyMap<string, string>;
  readonly #options: MakerOptions;

  constructor(
    plan: GenerationPlan,
    shards: readonly { readonly directory: string; readonly shard: DatasetShard }[],
    options: MakerOptions,
  ) {
    this.#places = new Map(
      shards.flatMap(({ directory, shard }) =>
        jobsOf(plan, shard).map((job) => [placeOf(job), directory] as const),
      ),
    );
    this.#options = options;
  }

  async make(job: PartJob): Promise<WrittenPart> {
    const directory = this.#places.get(placeOf(job))!;
    const names = shardPartNames(job);
    const record = path.join(directory, names.record);
    const written = JSON.parse(await reading(record, () => readFile(record, 'utf8'))) as WrittenPart;
    if (job.files !== undefined) await takeFiles(directory, names, job.files);
    this.#options.onRecords?.(written.conversations.count);
    const reason = reasonToStop(this.#options);
    if (reason !== undefined) throw reason;
    return written;
  }

  async close(): Promise<void> {}
}

async function takeFiles(directory: string, from: PartFiles, to: PartFiles): Promise<void> {
  for (const kind of ['conversations', 'goldens'] as const) {
    await rm(to[kind], { force: true });
    await linkOrCopy(path.join(directory, from[kind]), to[kind]);
    const handle = await open(to[kind], 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** A link takes no room; a file system that has none, or that ends between the two, gets a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasErrno(error, 'EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    await copyFile(from, to);
  }
}

function placeOf({ dataset, part }: Omit<PartJob, 'files'>): string {
  return `${dataset}/${part}`;
}
