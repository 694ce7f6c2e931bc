import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { kindOf, reading } from '@covergrid/core/files';
import { catalogueSchema } from '@covergrid/datasets';
import { CATALOGUE } from './write-catalogue.ts';

/** The domains of a vertical that have no playbook, and so no dataset. */
export interface ConversationGap {
  readonly vertical: string;
  readonly domains: readonly string[];
}

/**
 * What the catalogues of a directory, or of those immediately in it, say of domains without a playbook; nothing for
 * a dataset that stands alone, or where every domain has one.
 *
 * @throws INPUT_UNREADABLE
 */
export async function conversationGaps(directory: string): Promise<ConversationGap[]> {
  const entries = await reading(directory, () => readdir(directory, { withFileTypes: true }));
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(directory, name))
    .toSorted();
  const gaps: ConversationGap[] = [];
  for (const place of [directory, ...below]) {
    const file = path.join(place, CATALOGUE);
    if ((await kindOf(file)) !== 'file') continue;
    const text = await reading(file, () => readFile(file, 'utf8'));
    const catalogue = catalogueOf(text);
    if (catalogue === undefined || catalogue.without_playbook.length === 0) continue;
    gaps.push({ vertical: catalogue.vertical, domains: catalogue.without_playbook });
  }
  return gaps;
}

function catalogueOf(text: string): ReturnType<typeof catalogueSchema.safeParse>['data'] {
  try {
    return catalogueSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
