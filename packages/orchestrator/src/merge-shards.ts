import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable, productVersion, sha256, takeSteps } from '@covergrid/core';
import { kindOf, writing } from '@covergrid/core/files';
import { buildManifest, readManifest, type Manifest } from '@covergrid/enumerator';
import { compileSteps } from '@covergrid/rules';
import { loadConfiguration } from '@covergrid/taxonomy';
import { CONFIG_FILES } from '@covergrid/enumerator';
import { configContents, manifestText, reportSteps } from './coverage-contents.ts';
import { outputNames, shardOfManifestName } from './output-names.ts';
import { compareOutput, readEarlierOutput } from './output-state.ts';
import type { RunRecord } from './run-record.ts';
import { finishCommit, writeContents } from './write-contents.ts';
import type { WriteResult } from './write-coverage.ts';

/**
 * Joins the shards of a directory: writes one manifest over all their files, and the report. The files stay as they
 * are; in the order of the manifest, shares by rank or domain are the listing of an undivided run. Shares by behavior
 * hold the same lines in another order.
 *
 * @throws DATASET_NOT_FOUND, DATASET_INCOMPLETE where a shard or its listing is missing or altered, SHARDS_MISMATCH
 *   where shards are not of one plan, OUTPUT_*
 */
export async function mergeShards(directory: string, { overwrite = false } = {}): Promise<WriteResult> {
  return writing(directory, () => merge(directory, overwrite));
}

async function merge(directory: string, overwrite: boolean): Promise<WriteResult> {
  const shards = await readShards(directory);
  const [first] = shards;
  const { selection, listing, seed } = first!;
  const { index: _, ...split } = selection!.shard!;
  const configuration = await loadConfiguration({
    taxonomyFile: path.join(directory, CONFIG_FILES.taxonomy),
    exclusionsFile: path.join(directory, CONFIG_FILES.exclusions),
  });
  const grid = await takeSteps(compileSteps(configuration, { seed }));
  const merged = buildManifest(configuration, grid, {
    version: productVersion(),
    selection: { domains: selection!.domains, behaviors: selection!.behaviors },
    listing,
    shards: split,
  });
  const isOfThisGrid = identityOf({ ...merged, selection: selection! }) === identityOf(first!);
  if (!isOfThisGrid) {
    throw new CovergridError(
      'SHARDS_MISMATCH',
      'The shards were made from another configuration or version.',
    );
  }
  const manifest: Manifest = { ...merged, files: shards.flatMap(({ files }) => files) };
  await requireFiles(directory, manifest);

  const names = outputNames();
  const contents = configContents(configuration);
  const report = await takeSteps(reportSteps(configuration, grid, manifest));
  for (const [name, text] of report) contents.set(name, text);
  const record: RunRecord = {
    schema: 'covergrid/run@1',
    started_at: '',
    seconds: 0,
    rows: 0,
    bytes: 0,
    resumed_rows: 0,
    peak_rss_bytes: 0,
    files: [
      ...[...contents].map(([name, text]) => ({ path: name, sha256: sha256(text) })),
      ...manifest.files.map(({ path: name, sha256: hash }) => ({ path: name, sha256: hash })),
    ],
  };
  contents.set(names.run, `${JSON.stringify(record, null, 2)}\n`);
  contents.set(names.manifest, manifestText(manifest));
  await finishCommit(directory, names.staging, manifest.plan_sha256);
  const earlier = await readEarlierOutput(directory, names);
  // The shards' own records say that the copies of the configuration are ours.
  const owned = new Set([...earlier.owned, ...Object.values(CONFIG_FILES)]);
  const status = await writeContents(
    directory,
    contents,
    { ...earlier, owned },
    {
      staging: names.staging,
      plan: manifest.plan_sha256,
      overwrite,
    },
  );
  const files = ['report/coverage.html', names.manifest, ...manifest.files.map((file) => file.path)];
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
function identityOf({ generator, taxonomy, exclusions, seed, selection, listing }: Manifest): string {
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
  ]);
}

async function requireFiles(directory: string, { files }: Manifest): Promise<void> {
  const expected = new Map(files.map((file) => [file.path, file.sha256]));
  const owned = new Set(expected.keys());
  const { missing, different } = await compareOutput(directory, expected, { manifest: undefined, owned });
  const bad = [...missing, ...different];
  if (bad.length === 0) return;
  throw new CovergridError('DATASET_INCOMPLETE', `${bad.join(', ')}: missing, or not what the shard wrote.`, {
    data: { missing, different },
  });
}
