import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading, writeFileAtomically } from '@covergrid/core/files';
import { catalogueSchema, openDataset, renderCatalogue } from '@covergrid/datasets';
import type { Taxonomy } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import { findConversationDatasets } from './conversation-datasets.ts';

/** Name of the catalogue, in the directory of a vertical. */
export const CATALOGUE = 'index.json';

/** Writes the catalogue of all datasets that stand under the directory of a vertical, of other runs too. */
export async function writeCatalogue(root: string, taxonomy: Taxonomy, vertical: Vertical): Promise<void> {
  const text = await catalogueText(root, taxonomy, vertical);
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

/** The catalogue that the datasets under a directory make, with the domains that can have none yet. */
export async function catalogueText(root: string, taxonomy: Taxonomy, vertical: Vertical): Promise<string> {
  const found = await Promise.all(
    (await findConversationDatasets(root)).map(async (below) => {
      const { document } = await openDataset(path.join(root, below));
      return { path: below, metadata: document.metadata };
    }),
  );
  const domains = taxonomy.domains.map(({ id }) => id);
  return renderCatalogue(
    vertical.id,
    found,
    domains.filter((id) => !vertical.playbooks.has(id)),
  );
}

function isCatalogue(text: string | undefined): boolean {
  try {
    return catalogueSchema.safeParse(JSON.parse(text ?? '')).success;
  } catch {
    return false;
  }
}
