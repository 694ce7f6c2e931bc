import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading, writeFileAtomically } from '@covergrid/core/files';
import {
  catalogueSchema,
  HEADERS,
  openDataset,
  renderCatalogue,
  type DatasetMetadata,
} from '@covergrid/datasets';
import type { GenerationPlan } from './generation-plan.ts';

const CATALOGUE = 'index.json';

/** Writes the catalogue of all datasets that stand under the directory of a vertical, of other runs too. */
export async function writeCatalogue(
  root: string,
  { vertical, withoutPlaybook }: GenerationPlan,
): Promise<void> {
  const found = await findDatasetsBelow(root);
  const text = renderCatalogue(vertical.id, found, withoutPlaybook);
  const file = path.join(root, CATALOGUE);
  const kind = await kindOf(file);
  const present = kind === 'file' ? await reading(file, () => readFile(file, 'utf8')) : undefined;
  if (present === text) return;
  if (kind !== 'none' && !isCatalogue(present)) {
    throw new CovergridError(
      'OUTPUT_FOREIGN',
      `${printable(file)} is in the way, and is no catalogue of ours.`,
      {
        data: { file },
      },
    );
  }
  await writeFileAtomically(file, text);
}

function isCatalogue(text: string | undefined): boolean {
  try {
    return catalogueSchema.safeParse(JSON.parse(text ?? '')).success;
  } catch {
    return false;
  }
}

/** Datasets in a directory and up to two levels below it, in order of their paths. */
async function findDatasetsBelow(
  root: string,
  depth = 2,
): Promise<{ path: string; metadata: DatasetMetadata }[]> {
  const found: { path: string; metadata: DatasetMetadata }[] = [];
  const look = async (below: readonly string[]): Promise<void> => {
    const directory = path.join(root, ...below);
    const entries = await reading(directory, () => readdir(directory, { withFileTypes: true }));
    if (entries.some((entry) => entry.isFile() && entry.name === HEADERS.dataset)) {
      const { document } = await openDataset(directory);
      found.push({ path: below.join('/'), metadata: document.metadata });
    }
    if (below.length >= depth) return;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) await look([...below, entry.name]);
    }
  };
  await look([]);
  return found;
}
