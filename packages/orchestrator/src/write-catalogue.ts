import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import { catalogueSchema, openDataset, renderCatalogue } from '@covergrid/datasets';
import type { Taxonomy } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import { findConversationDatasets } from './conversation-datasets.ts';
import type { GenerationPlan } from './generation-plan.ts';

/** Name of the catalogue, in the directory of a vertical. */
export const CATALOGUE = 'index.json';

/** The catalogue of all datasets that stand there, of other runs too; undefined where it stands there already. */
export async function changedCatalogue(
  root: string,
  { coverage, vertical }: Pick<GenerationPlan, 'coverage' | 'vertical'>,
): Promise<string | undefined> {
  await requireOwnCatalogue(root);
  const text = await catalogueText(root, coverage.configuration.taxonomy, vertical);
  return text === (await present(root)) ? undefined : text;
}

/** @throws OUTPUT_FOREIGN where something else stands where the catalogue goes */
export async function requireOwnCatalogue(root: string): Promise<void> {
  const file = path.join(root, CATALOGUE);
  if ((await kindOf(file)) === 'none' || isCatalogue(await present(root))) return;
  throw new CovergridError(
    'OUTPUT_FOREIGN',
    `${printable(file)} is in the way, and is no catalogue of ours.`,
    { data: { file } },
  );
}

/** The catalogue that the datasets under a directory make, with the domains that can have none yet. */
export async function catalogueText(root: string, taxonomy: Taxonomy, vertical: Vertical): Promise<string> {
  const places = (await kindOf(root)) === 'directory' ? await findConversationDatasets(root) : [];
  const found = await Promise.all(
    places.map(async (below) => {
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

async function present(root: string): Promise<string | undefined> {
  const file = path.join(root, CATALOGUE);
  if ((await kindOf(file)) !== 'file') return undefined;
  return reading(file, () => readFile(file, 'utf8'));
}

function isCatalogue(text: string | undefined): boolean {
  try {
    return catalogueSchema.safeParse(JSON.parse(text ?? '')).success;
  } catch {
    return false;
  }
}
