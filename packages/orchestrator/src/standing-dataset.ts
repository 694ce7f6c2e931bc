import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isCovergridError, sha256 } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import {
  CARD,
  datasetSchema,
  datasetStats,
  goldenFileSchema,
  HEADERS,
  readRecords,
  renderCard,
  type DatasetDocument,
  type DatasetMetadata,
  type GoldenDocument,
} from '@covergrid/datasets';
import type { EarlierOutput } from './earlier-output.ts';
import { hashFile } from './hash-file.ts';
import { outputNames } from './output-names.ts';
import { readRunRecord, type RunRecord } from './run-record.ts';

/** What earlier runs left in the directory of a dataset. */
export interface StandingDataset extends Pick<EarlierOutput, 'names' | 'isOurs'> {
  readonly directory: string;
  /** The headers, each where it stands there and is ours by its form. */
  readonly document: DatasetDocument | undefined;
  readonly golden: GoldenDocument | undefined;
  /** As either header has it. */
  readonly metadata: DatasetMetadata | undefined;
  readonly record: RunRecord | undefined;
}

/** Name of the record of a run. */
export const RUN = outputNames().run;

/**
 * Reads what earlier runs left of a dataset.
 *
 * A header or a record is ours by its form. Any other file is where its hash stands in one of them; the card also
 * where it is what headers and parts give.
 *
 * @throws INPUT_UNREADABLE
 */
export async function readStanding(directory: string): Promise<StandingDataset> {
  const document = await readForm(path.join(directory, HEADERS.dataset), datasetSchema);
  const golden = await readForm(path.join(directory, HEADERS.golden), goldenFileSchema);
  const record = await readRunRecord(path.join(directory, RUN));
  const proven = new Set(
    [...(document?.parts ?? []), ...(golden?.parts ?? []), ...(record?.files ?? [])].map(
      ({ path: name, sha256: hash }) => `${name} ${hash}`,
    ),
  );
  const isOurs = async (name: string): Promise<boolean> => {
    if (name === HEADERS.dataset) return document !== undefined;
    if (name === HEADERS.golden) return golden !== undefined;
    if (name === RUN) return record !== undefined;
    const hash = await hashFile(path.join(directory, name));
    if (proven.has(`${name} ${hash}`)) return true;
    if (name !== CARD || document === undefined || golden === undefined) return false;
    return hash === (await cardHash(directory, document, golden));
  };
  return {
    directory,
    document,
    golden,
    metadata: (document ?? golden)?.metadata,
    record,
    names: new Set([...proven].map((entry) => entry.split(' ')[0]!)),
    isOurs,
  };
}

/** True where all that a run recorded stands there as it was written, and is of this plan. */
export async function isAsRecorded(
  { directory, document, record }: StandingDataset,
  plan: string,
): Promise<boolean> {
  if (record === undefined || document?.metadata.plan_sha256 !== plan) return false;
  for (const { path: name, sha256: hash } of record.files) {
    const file = path.join(directory, name);
    if ((await kindOf(file)) !== 'file' || (await hashFile(file)) !== hash) return false;
  }
  return true;
}

interface Form<T> {
  safeParse(value: unknown): { readonly data?: T | undefined };
}

async function readForm<T>(file: string, schema: Form<T>): Promise<T | undefined> {
  if ((await kindOf(file)) !== 'file') return undefined;
  const text = await reading(file, () => readFile(file, 'utf8'));
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function cardHash(
  directory: string,
  document: DatasetDocument,
  golden: GoldenDocument,
): Promise<string | undefined> {
  try {
    return sha256(
      renderCard(document, golden, await datasetStats(readRecords({ directory, document, golden }))),
    );
  } catch (error) {
    if (isCovergridError(error) && error.code === 'DATASET_CORRUPT') return undefined;
    throw error;
  }
}
