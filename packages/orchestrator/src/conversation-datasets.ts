import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import { HEADERS, openDataset, type Dataset } from '@covergrid/datasets';

/** How deep below the directory of a vertical datasets stand: `returns-refunds-exchanges/multi-turn`. */
const DEPTH = 2;

/**
 * Directories that hold a dataset of conversations: the one named, and those up to two levels below it, in order of
 * their paths; relative to it, with `/`, `''` for itself.
 *
 * @throws INPUT_UNREADABLE
 */
export async function findConversationDatasets(root: string, depth = DEPTH): Promise<string[]> {
  const found: string[] = [];
  const look = async (below: readonly string[]): Promise<void> => {
    const directory = path.join(root, ...below);
    const entries = await reading(directory, () => readdir(directory, { withFileTypes: true }));
    if (entries.some((entry) => entry.isFile() && entry.name === HEADERS.dataset))
      found.push(below.join('/'));
    if (below.length >= depth) return;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) await look([...below, entry.name]);
    }
  };
  await look([]);
  return found;
}

/**
 * Directories of the datasets of conversations in a directory: it is a dataset, a vertical, or holds verticals.
 *
 * @throws DATASET_NOT_FOUND where there is none; INPUT_UNREADABLE
 */
export async function conversationDatasetPaths(directory: string): Promise<string[]> {
  const isDirectory = (await kindOf(directory)) === 'directory';
  const found = isDirectory ? await findConversationDatasets(directory, DEPTH + 1) : [];
  if (found.length > 0) return found.map((below) => path.join(directory, below));
  throw new CovergridError(
    'DATASET_NOT_FOUND',
    `${printable(directory)} holds no dataset of conversations: \`covergrid coverage generate\` writes some.`,
  );
}

/**
 * Opens the datasets of {@link conversationDatasetPaths}.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function conversationDatasets(directory: string): Promise<Dataset[]> {
  const datasets: Dataset[] = [];
  for (const each of await conversationDatasetPaths(directory)) datasets.push(await openDataset(each));
  return datasets;
}
