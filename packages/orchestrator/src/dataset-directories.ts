import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import { CONFIG_FILES, readManifest, type Manifest } from '@covergrid/enumerator';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { isShardDirectory } from './dataset-shard.ts';
import { shardOfManifestName } from './output-names.ts';

/** A manifest found under a directory. */
export interface FoundManifest {
  readonly directory: string;
  /** `manifest.json`, or that of a shard. */
  readonly name: string;
}

/**
 * Finds the planned grids of a directory: its own, or those of its immediate subdirectories; shards that are not
 * merged count as well.
 *
 * @throws DATASET_NOT_FOUND where there is none; DATASET_INCOMPLETE where there are only shards of datasets
 */
export async function findManifests(directory: string): Promise<FoundManifest[]> {
  const places = await findPlaces(directory, (names) => manifestsOf(names).length > 0);
  if (places.length === 0) throw await noGrid(directory);
  return places.flatMap((place) =>
    manifestsOf(place.names).map((name) => ({ directory: place.directory, name })),
  );
}

/**
 * Finds the directories of planned grids: the one named, or else, in order of their names, those immediately in it,
 * such as the verticals of an output directory.
 *
 * @throws DATASET_NOT_FOUND where there is none; DATASET_INCOMPLETE where there are only shards that are not merged
 */
export async function findDatasets(directory: string): Promise<string[]> {
  const places = await findPlaces(directory, (names) => names.includes(WHOLE));
  if (places.length > 0) return places.map((place) => place.directory);
  throw await noGrid(directory);
}

/** A directory that holds shards: of the listing of a grid, for `mergeShards`, or of datasets, for `mergeDatasets`. */
export interface ShardedDirectory {
  readonly directory: string;
  readonly of: 'grid' | 'datasets';
}

/**
 * Finds the directories that hold shards: the one named, or else, in order of their names, those immediately in it.
 * Where there are shards of datasets, they bring the whole grid with them.
 *
 * @throws DATASET_NOT_FOUND where there is none
 */
export async function findShardedDatasets(directory: string): Promise<ShardedDirectory[]> {
  const places = await findPlaces(directory, hasShards);
  if (places.length > 0) {
    return places.map((place) => ({
      directory: place.directory,
      of: place.names.some(isShardDirectory) ? 'datasets' : 'grid',
    }));
  }
  throw new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} holds no shards.`);
}

const WHOLE = 'manifest.json';

interface Place {
  readonly directory: string;
  readonly names: readonly string[];
}

async function findPlaces(
  directory: string,
  isWanted: (names: readonly string[]) => boolean,
): Promise<Place[]> {
  if ((await kindOf(directory)) !== 'directory') {
    throw new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} is no directory.`);
  }
  const entries = await reading(directory, () => readdir(directory, { withFileTypes: true }));
  const own = { directory, names: entries.map(({ name }) => name) };
  if (isWanted(own.names)) return [own];
  const places: Place[] = [];
  for (const name of entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()) {
    const below = path.join(directory, name);
    places.push({ directory: below, names: await reading(below, () => readdir(below)) });
  }
  return places.filter(({ names }) => isWanted(names));
}

/** The whole manifest among some names, else those of shards in order. */
function manifestsOf(names: readonly string[]): string[] {
  if (names.includes(WHOLE)) return [WHOLE];
  return names
    .flatMap((name) => {
      const shard = shardOfManifestName(name);
      return shard === undefined ? [] : [{ name, shard }];
    })
    .toSorted((a, b) => a.shard.of - b.shard.of || a.shard.index - b.shard.index)
    .map(({ name }) => name);
}

function hasShards(names: readonly string[]): boolean {
  return names.some((name) => shardOfManifestName(name) !== undefined || isShardDirectory(name));
}

async function noGrid(directory: string): Promise<CovergridError> {
  const [shards] = await findPlaces(directory, hasShards);
  return shards === undefined
    ? new CovergridError('DATASET_NOT_FOUND', `${printable(directory)} holds no planned grid.`)
    : new CovergridError(
        'DATASET_INCOMPLETE',
        `${printable(shards.directory)} holds shards that are not merged.`,
      );
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
