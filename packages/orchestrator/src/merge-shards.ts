import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  CovergridError,
  printable,
  productVersion,
  takeSteps,
  type RunningOptions,
  type StopOptions,
} from '@covergrid/core';
import { kindOf, writing } from '@covergrid/core/files';
import { buildManifest, readManifest, type Manifest } from '@covergrid/enumerator';
import { compileSteps } from '@covergrid/rules';
import { loadConfiguration } from '@covergrid/taxonomy';
import { CONFIG_FILES } from '@covergrid/enumerator';
import { configContents, manifestText, reportSteps } from './coverage-contents.ts';
import { readEarlierOutput, staleNames } from './earlier-output.ts';
import { outputNames, shardNames, shardOfManifestName } from './output-names.ts';
import { compareOutput } from './output-state.ts';
import { recordedFiles, recordText, untimedRecord } from './run-record.ts';
import { writeContents, type Wanted } from './write-contents.ts';
import type { WriteResult } from './write-coverage.ts';

/** Options of {@link mergeShards}. */
export interface MergeOptions extends RunningOptions {
  /** Replace output of ours that differs. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Joins the shards of a directory: writes one manifest over all their files, and the report. The files stay as they
 * are; in the order of the manifest, shares by rank or domain are the listing of an undivided run. Shares by behavior
 * hold the same lines in another order.
 *
 * @throws DATASET_NOT_FOUND, DATASET_INCOMPLETE where a shard or its listing is missing or altered, SHARDS_MISMATCH
 *   where shards are not of one plan, OUTPUT_*, INTERRUPTED, MEMORY_LIMIT
 */
export async function mergeShards(directory: string, options: MergeOptions = {}): Promise<WriteResult> {
  return writing(directory, () => merge(directory, options));
}

async function merge(directory: string, options: MergeOptions): Promise<WriteResult> {
  const shards = await readShards(directory);
  const [first] = shards;
  const { selection, listing, seed, conversations } = first!;
  const { index: _, ...split } = selection!.shard!;
  const configuration = await loadConfiguration({
    taxonomyFile: path.join(directory, CONFIG_FILES.taxonomy),
    exclusionsFile: path.join(directory, CONFIG_FILES.exclusions),
  });
  const grid = await takeSteps(compileSteps(configuration, { seed }), options);
  const merged = buildManifest(configuration, grid, {
    version: productVersion(),
    selection: { domains: selection!.domains, behaviors: selection!.behaviors },
    listing,
    shards: split,
    ...(conversations && { conversations }),
  });
  const isOfThisGrid = identityOf({ ...merged, selection: selection! }) === identityOf(first!);
  if (!isOfThisGrid) {
    throw new CovergridError(
      'SHARDS_MISMATCH',
      'The shards were made from another configuration or version.',
    );
  }
  const manifest: Manifest = { ...merged, files: shards.flatMap(({ files }) => files) };
  await requireFiles(directory, manifest, options);

  const names = outputNames();
  const { overwrite = false } = options;
  const contents = configContents(configuration);
  const report = await takeSteps(reportSteps(configuration, grid, manifest), options);
  for (const [name, text] of report) contents.set(name, text);
  contents.set(names.run, recordText(untimedRecord(recordedFiles(contents, manifest))));
  contents.set(names.manifest, manifestText(manifest));
  const listings = manifest.files.map((file) => file.path);
  const current = new Set([...contents.keys(), ...listings, ...shardNames(split.of)]);
  const look = async (): Promise<Wanted> => {
    const earlier = await readEarlierOutput(directory, names, options);
    return { contents, earlier, stale: await staleNames(directory, earlier, current) };
  };
  const status = await writeContents(directory, look, { names, plan: manifest.plan_sha256, overwrite });
  const files = ['report/coverage.html', names.manifest, ...listings];
  return { directory, status, manifest, files: files.map((name) => path.join(directory, name)) };
}

async function readShards(directory: string): Promise<Manifest[]> {
  const names = (await kindOf(directory)) === 'directory' ? await readdir(directory) : [];
  const found = names.filter((name) => shardOfManifestName(name) !== undefined);
  if (found.length === 0) {
    throw new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} holds no shards.`);
  }
  const manifests = await Promise.all(found.map((name) => readManifest(path.join(directory, name))));
  const shards = manifests.toSorted((a, b) => indexOf(a) - indexOf(b));
  const [first, ...others] = shards;
  if (others.some((shard) => identityOf(shard) !== identityOf(first!))) {
    throw new CovergridError('SHARDS_MISMATCH', 'The shards are not all shares of one plan.');
  }
  const of = first!.selection?.shard?.of ?? 0;
  const present = new Set(shards.map(indexOf));
  if (of === 0 || present.size !== shards.length) {
    throw new CovergridError('SHARDS_MISMATCH', 'A share stands there twice, or its manifest names none.');
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !present.has(index));
  if (missing.length > 0) {
    throw new CovergridError(
      'DATASET_INCOMPLETE',
      `${missing.length} of ${of} shards are missing: ${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ', …' : ''}.`,
      { data: { missing } },
    );
  }
  return shards;
}

function indexOf({ selection }: Manifest): number {
  return selection?.shard?.index ?? 0;
}

/** What all shards of one plan share. */
function identityOf({
  generator,
  taxonomy,
  exclusions,
  seed,
  selection,
  listing,
  conversations,
}: Manifest): string {
  const { domains, behaviors, shard } = selection ?? {};
  return JSON.stringify([
    generator,
    taxonomy,
    exclusions,
    seed,
    domains,
    behaviors,
    shard?.of,
    shard?.by,
    listing,
    conversations,
  ]);
}

async function requireFiles(directory: string, { files }: Manifest, stop: StopOptions): Promise<void> {
  const expected = new Map(files.map((file) => [file.path, file.sha256]));
  const { missing, different } = await compareOutput(directory, expected, { isOurs: async () => true }, stop);
  const bad = [...missing, ...different];
  if (bad.length === 0) return;
  throw new CovergridError('DATASET_INCOMPLETE', `${bad.join(', ')}: missing, or not what the shard wrote.`, {
    data: { missing, different },
  });
}
