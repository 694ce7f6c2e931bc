import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { kindOf, reading } from '@covergrid/core/files';
import { partNames } from '@covergrid/datasets';
import { z } from 'zod';
import type { GenerationPlan } from './generation-plan.ts';
import type { PartJob } from './part-maker.ts';
import type { PartNames } from './stage-part.ts';

/** Share `index` of `of` equal ones of the parts of a plan; `index` counts from 1. */
export interface DatasetShard {
  readonly index: number;
  readonly of: number;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a shard of datasets says of itself: what it is a share of, and what it holds. */
const headerSchema = z.strictObject({
  schema: z.literal('covergrid/dataset-shard@1'),
  shard: z.strictObject({ index: z.number().int().min(1), of: z.number().int().min(1).max(100_000) }),
  plan_sha256: sha256,
  seed: z.number().int(),
  listing: z.enum(['all', 'kept', 'none']),
  options: z.looseObject({}).describe('What was asked for when the datasets were planned.'),
  taxonomy: z.unknown(),
  exclusions: z.unknown(),
  files: z.array(z.strictObject({ path: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/), sha256 })),
});

/** Contents of `shard.json`. */
export type ShardHeader = z.output<typeof headerSchema>;

/** Name of the header of a shard. */
export const SHARD_HEADER = 'shard.json';

/** Name of the directory of a shard, below that of the vertical. */
export function shardDirectory({ index, of }: DatasetShard): string {
  return `shard-${index}-of-${of}`;
}

/** Names of the directories of shards below that of a vertical. */
export async function findDatasetShards(root: string): Promise<string[]> {
  if ((await kindOf(root)) !== 'directory') return [];
  return (await reading(root, () => readdir(root))).filter(isShardDirectory).toSorted();
}

/** True for the name of the directory of a shard. */
export function isShardDirectory(name: string): boolean {
  return /^shard-\d{1,6}-of-\d{1,6}$/.test(name);
}

/** The parts of a shard: every n-th of all, so that shares of many small datasets are alike. */
export function jobsOf({ datasets }: GenerationPlan, { index, of }: DatasetShard): Omit<PartJob, 'files'>[] {
  const jobs = datasets.flatMap(({ parts }, dataset) =>
    Array.from({ length: parts }, (_, part) => ({ dataset, part })),
  );
  return jobs.filter((_, i) => i % of === index - 1);
}

/** Names of the files of a part in the directory of a shard. */
export function shardPartNames({ dataset, part }: Omit<PartJob, 'files'>): PartNames {
  const prefix = String(dataset).padStart(5, '0');
  const { conversations, goldens } = partNames(part);
  return {
    conversations: `${prefix}-${conversations}`,
    goldens: `${prefix}-${goldens}`,
    record: `${prefix}-part-${String(part).padStart(5, '0')}.json`,
  };
}

/** The header in the directory of a shard, or undefined where there is none that we wrote. */
export async function readShardHeader(directory: string): Promise<ShardHeader | undefined> {
  const file = path.join(directory, SHARD_HEADER);
  if ((await kindOf(file)) !== 'file') return undefined;
  const text = await reading(file, () => readFile(file, 'utf8'));
  try {
    return headerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
