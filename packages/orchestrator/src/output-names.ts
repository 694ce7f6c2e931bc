import type { Shard } from '@covergrid/enumerator';

/** Names of what one run writes, relative to the directory of the vertical. */
export interface OutputNames {
  readonly manifest: string;
  readonly scenarios: string;
  readonly run: string;
  /** Where files are staged until all are there. */
  readonly staging: string;
}

/** The names of a whole run, or of one shard, which may run beside others in the same directory. */
export function outputNames(shard?: Pick<Shard, 'index' | 'of'>): OutputNames {
  const suffix = shard === undefined ? '' : `-${shard.index}-of-${shard.of}`;
  return {
    manifest: `manifest${suffix}.json`,
    scenarios: `scenarios${suffix}.jsonl`,
    run: `run${suffix}.json`,
    staging: `.covergrid${suffix}`,
  };
}

/** The shard that a manifest's name belongs to, or undefined. */
export function shardOfManifestName(name: string): { index: number; of: number } | undefined {
  const match = /^manifest-(\d{1,6})-of-(\d{1,6})\.json$/.exec(name);
  return match === null ? undefined : { index: Number(match[1]), of: Number(match[2]) };
}
