import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import { conversationSchema, goldenSchema } from '@covergrid/worlds';
import type { z } from 'zod';
import {
  datasetSchema,
  goldenFileSchema,
  type DatasetDocument,
  type GoldenDocument,
  type Part,
} from './dataset-schema.ts';
import type { DatasetRecord, Header } from './dataset-record.ts';
import { HEADERS } from './header-names.ts';
import { migrateDataset } from './migrate-dataset.ts';
import { corrupt, parseJson, parseRecord } from './parse-record.ts';
import { LineReader } from './read-lines.ts';

/** A dataset with its goldens, headers read; lines are read as they are asked for. */
export interface Dataset {
  readonly directory: string;
  readonly document: DatasetDocument;
  readonly golden: GoldenDocument;
  /** Where version 1 had its records inline: the records, brought to version 2. */
  readonly inline?: readonly DatasetRecord[];
}

/**
 * Opens the dataset in a directory; one of version 1 is migrated on the way.
 *
 * @throws DATASET_NOT_FOUND, DATASET_CORRUPT, INPUT_UNREADABLE
 */
export async function openDataset(directory: string): Promise<Dataset> {
  const [dataset, golden] = await Promise.all([
    readHeader(path.join(directory, HEADERS.dataset)),
    readHeader(path.join(directory, HEADERS.golden)),
  ]);
  if (schemaOf(dataset.value) === 'covergrid/dataset@1') {
    const migrated = migrateDataset(dataset, golden);
    return { directory, ...migrated };
  }
  return {
    directory,
    document: parseRecord(datasetSchema, dataset.value, dataset.file),
    golden: parseRecord(goldenFileSchema, golden.value, golden.file),
  };
}

async function readHeader(file: string): Promise<Header> {
  if ((await kindOf(file)) !== 'file') {
    throw new CovergridError('DATASET_NOT_FOUND', `There is no ${printable(file)}.`, { data: { file } });
  }
  const text = await reading(file, () => readFile(file, 'utf8'));
  return { file, text, value: parseJson(text, file) };
}

function schemaOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
}

/**
 * The conversations of a dataset with their goldens, in order, a line at a time.
 *
 * @throws DATASET_CORRUPT with file and line where a line is no record, or belongs to another conversation than its
 *   counterpart; INPUT_UNREADABLE
 */
export async function* readRecords(dataset: Dataset): AsyncGenerator<DatasetRecord> {
  if (dataset.inline !== undefined) {
    yield* dataset.inline;
    return;
  }
  const goldens = linesOf(dataset.directory, dataset.golden.parts, goldenSchema);
  try {
    for await (const { value: conversation, file, line } of linesOf(
      dataset.directory,
      dataset.document.parts,
      conversationSchema,
    )) {
      const { done, value: beside } = await goldens.next();
      if (done === true) throw corrupt(file, line, 'has no golden: the golden file ends before it');
      const { value: golden, ...other } = beside;
      if (golden.conversation_id !== conversation.conversation_id) {
        const why = `is ${conversation.conversation_id}, but ${other.file}:${other.line} is the golden of another`;
        throw corrupt(file, line, why);
      }
      yield { conversation, golden, file, line };
    }
    const { done, value: orphan } = await goldens.next();
    if (done !== true) throw corrupt(orphan.file, orphan.line, 'is a golden without conversation');
  } finally {
    // Whoever stops reading early leaves no file open.
    await goldens.return(undefined);
  }
}

interface Line<T> {
  readonly value: T;
  readonly file: string;
  readonly line: number;
}

async function* linesOf<T>(
  directory: string,
  parts: readonly Part[],
  schema: z.ZodType<T>,
): AsyncGenerator<Line<T>> {
  for (const { path: name } of parts) {
    const file = path.join(directory, name);
    if ((await kindOf(file)) !== 'file') {
      throw new CovergridError('DATASET_CORRUPT', `${printable(file)} is missing.`, { data: { file } });
    }
    for await (const { text, number, fault } of new LineReader(file).lines()) {
      if (fault !== undefined) throw corrupt(file, number, fault);
      const value = parseRecord(schema, parseJson(text, file, number), file, number);
      yield { value, file: name, line: number };
    }
  }
}
