import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import { CONFIG_FILES, readManifest, type Manifest } from '@covergrid/enumerator';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { shardOfManifestName } from './output-names.ts';

/** A manifest found under a directory. */
export interface FoundManifest {
  readonly directory: string;
  /** `manifest.json`, or that of a shard. */
  readonly name: string;
}

/**
 * Finds the planned grids of a directory: its own, or those of its immediate subdirectories.
 *
 * @throws DATASET_NOT_FOUND where there is none
 */
export async function findManifests(directory: string): Promise<FoundManifest[]> {
  if ((await kindOf(directory)) !== 'directory') {
    throw new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} is no directory.`);
  }
  const own = await manifestsIn(directory);
  if (own.length > 0) return own;
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found: FoundManifest[] = [];
  for (const name of names.toSorted()) found.push(...(await manifestsIn(path.join(directory, name))));
  if (found.length === 0) {
    throw new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} holds no planned grid.`);
  }
  return found;
}

/** The manifests in one directory: the whole one, else those of shards in order. */
async function manifestsIn(directory: string): Promise<FoundManifest[]> {
  const names = await readdir(directory);
  if (names.includes('manifest.json')) return [{ directory, name: 'manifest.json' }];
  return names
    .flatMap((name) => {
      const shard = shardOfManifestName(name);
      return shard === undefined ? [] : [{ name, shard }];
    })
    .toSorted((a, b) => a.shard.of - b.shard.of || a.shard.index - b.shard.index)
    .map(({ name }) => ({ directory, name }));
}

/** A planned grid read back. */
export interface LoadedDataset {
  readonly configuration: Configuration;
  readonly manifest: Manifest;
}

/**
 * Reads the configuration and the manifest of one planned grid.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, CONFIG_*, INPUT_*
 */
export async function loadDatasetConfiguration(directory: string): Promise<LoadedDataset> {
  const manifest = await readManifest(path.join(directory, 'manifest.json'));
  const configuration = await loadConfiguration({
    taxonomyFile: path.join(directory, CONFIG_FILES.taxonomy),
    exclusionsFile: path.join(directory, CONFIG_FILES.exclusions),
  });
  return { configuration, manifest };
}
