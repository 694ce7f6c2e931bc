import type { Shard } from '@covergrid/enumerator';

/** Names of what one run writes, relative to the directory of the vertical. */
export interface OutputNames {
  readonly manifest: string;
  readonly scenarios: string;
  readonly run: string;
  /** Where files are staged until all are there. */
  readonly staging: string;
  /** True for the staging directories of runs that may not be under way at the same time. */
  readonly isRival: (staging: string) => boolean;
}

/** The names of a whole run, or of one shard, which may run beside others in the same directory. */
export function outputNames(shard?: Pick<Shard, 'index' | 'of'>): OutputNames {
  const suffix = shard === undefined ? '' : `-${shard.index}-of-${shard.of}`;
  return {
    manifest: `manifest${suffix}.json`,
    scenarios: `scenarios${suffix}.jsonl`,
    run: `run${suffix}.json`,
    staging: `.covergrid${suffix}`,
    // Shards share the copies of the configuration and differ in all else; a whole run differs in both.
    isRival: (staging) =>
      shard === undefined ? /^\.covergrid-\d+-of-\d+$/.test(staging) : staging === '.covergrid',
  };
}

/** True for the name of a whole manifest, or of a shard's. */
export function isManifestName(name: string): boolean {
  return name === 'manifest.json' || shardOfManifestName(name) !== undefined;
}

/** True for the name of the record of a run. */
export function isRunName(name: string): boolean {
  return /^run(-\d{1,6}-of-\d{1,6})?\.json$/.test(name);
}

/** The shard that a manifest's name belongs to, or undefined. */
export function shardOfManifestName(name: string): { index: number; of: number } | undefined {
  const match = /^manifest-(\d{1,6})-of-(\d{1,6})\.json$/.exec(name);
  return match === null ? undefined : { index: Number(match[1]), of: Number(match[2]) };
}

/** Names of the manifests and records of all shards of a split. */
export function shardNames(of: number): string[] {
  return Array.from({ length: of }, (_, i) => outputNames({ index: i + 1, of })).flatMap((names) => [
    names.manifest,
    names.run,
  ]);
}
