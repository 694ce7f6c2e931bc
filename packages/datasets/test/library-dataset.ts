import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConversationWriter, type WrittenCase } from '@covergrid/generators';
import { buildCase, buildTwin, type CasePoint, type Vertical } from '@covergrid/worlds';
import {
  CARD,
  datasetStats,
  HEADERS,
  openDataset,
  partNames,
  readRecords,
  renderCard,
  writePart,
  type DatasetDocument,
  type ExpectedDataset,
  type GoldenDocument,
} from '../src/index.ts';

/** What a dataset of the library is made of. */
export interface LibraryDataset {
  readonly vertical: Vertical;
  readonly points: readonly CasePoint[];
  readonly variants?: number;
  readonly partSize?: number;
  readonly version?: string;
  /** The benign twins of the scenarios instead of their conversations. */
  readonly twins?: true;
}

export const LIBRARY_ID = 'library.all';

/** The records of some scenarios, in order. */
export function* libraryRecords({
  vertical,
  points,
  variants = 1,
  twins,
}: LibraryDataset): Generator<WrittenCase> {
  const writer = new ConversationWriter(vertical);
  for (const point of points) {
    for (let variant = 0; variant < variants; variant++) {
      const build = twins === undefined ? buildCase : buildTwin;
      yield writer.write(build(vertical, point, { seed: 1, variant })!, LIBRARY_ID);
    }
  }
}

/** Writes a dataset as the product does, and says what it has to be. */
export async function writeLibraryDataset(
  directory: string,
  made: LibraryDataset,
  records: readonly WrittenCase[] = [...libraryRecords(made)],
): Promise<ExpectedDataset> {
  const { vertical, points, variants = 1, partSize = 1000, version = '1.0.0', twins } = made;
  await mkdir(directory, { recursive: true });
  const parts: DatasetDocument['parts'] = [];
  const goldens: GoldenDocument['parts'] = [];
  let turns = 0;
  for (let from = 0; from < records.length; from += partSize) {
    const names = partNames(parts.length);
    const files = {
      conversations: path.join(directory, names.conversations),
      goldens: path.join(directory, names.goldens),
    };
    const written = await writePart(files, records.slice(from, from + partSize));
    parts.push({ path: names.conversations, ...written.conversations });
    goldens.push({ path: names.goldens, ...written.goldens });
    turns += written.summary.turns;
  }
  const config = { 'playbook.renewals': 'a'.repeat(64) };
  const metadata: DatasetDocument['metadata'] = {
    dataset_id: LIBRARY_ID,
    version,
    vertical: vertical.id,
    difficulty: 'medium',
    seed: 1,
    variants,
    ...(twins && { twins }),
    scope: {
      domains: [...vertical.playbooks.keys()],
      behaviors: vertical.sources.taxonomy.behaviors.map(({ id }) => id),
    },
    counts: { conversations: records.length, turns },
    config,
    licence: 'Apache-2.0',
    created_by: 'test',
  };
  const document: DatasetDocument = { schema: 'covergrid/dataset@2', metadata, parts };
  const golden: GoldenDocument = { schema: 'covergrid/golden@2', metadata, parts: goldens };
  await writeFile(path.join(directory, HEADERS.golden), json(golden));
  await writeFile(path.join(directory, HEADERS.dataset), json(document));
  const stats = await datasetStats(readRecords(await openDataset(directory)));
  await writeFile(path.join(directory, CARD), renderCard(document, golden, stats));
  return {
    vertical,
    scenarios: () => points,
    metadata: { seed: 1, variants, dataset_id: LIBRARY_ID, config, twins },
  };
}

/** A document as it stands in its file. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
