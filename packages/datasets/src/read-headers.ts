import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { kindOf, reading } from '@covergrid/core/files';
import type { z } from 'zod';
import { findingAt, type DatasetFinding } from './dataset-finding.ts';
import type { Header } from './dataset-record.ts';
import {
  datasetSchema,
  datasetSchemaV1,
  goldenFileSchema,
  goldenFileSchemaV1,
  type DatasetDocument,
  type GoldenDocument,
} from './dataset-schema.ts';
import { HEADERS } from './header-names.ts';
import { lineInJson, lineOfSyntaxError } from './place-in-json.ts';

/** Both headers of a dataset, valid in shape, with their texts for places. */
export type ReadHeaders =
  | {
      readonly version: 1;
      readonly dataset: Header;
      readonly golden: Header;
    }
  | {
      readonly version: 2;
      readonly dataset: Header & { readonly document: DatasetDocument };
      readonly golden: Header & { readonly document: GoldenDocument };
    };

/** A header beyond this is not read: it names a million parts. */
const MOST_BYTES = 256 * 1024 * 1024;

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'covergrid/dataset@1': datasetSchemaV1,
  'covergrid/dataset@2': datasetSchema,
  'covergrid/golden@1': goldenFileSchemaV1,
  'covergrid/golden@2': goldenFileSchema,
};

/** Reads both headers of a dataset and gives them, or all that is wrong with them. */
export async function readHeaders(directory: string): Promise<ReadHeaders | DatasetFinding[]> {
  const findings: DatasetFinding[] = [];
  const dataset = await readHeader(directory, HEADERS.dataset, 'covergrid/dataset@', findings);
  const golden = await readHeader(directory, HEADERS.golden, 'covergrid/golden@', findings);
  if (dataset === undefined || golden === undefined || findings.length > 0) return findings;
  const [version, other] = [dataset, golden].map(({ schema }) => Number(schema.at(-1)));
  if (version !== other) {
    const message = `Has schema version ${other}, but ${HEADERS.dataset} has ${version}.`;
    return [
      findingAt({ file: HEADERS.golden, line: lineInJson(golden.text, ['schema']) }, 'header', message),
    ];
  }
  if (version === 1) return { version, dataset, golden };
  return {
    version: 2,
    dataset: { ...dataset, document: dataset.value as DatasetDocument },
    golden: { ...golden, document: golden.value as GoldenDocument },
  };
}

async function readHeader(
  directory: string,
  name: string,
  prefix: string,
  findings: DatasetFinding[],
): Promise<(Header & { readonly schema: string }) | undefined> {
  const wrong = (line: number, kind: 'file' | 'header', message: string): undefined => {
    findings.push(findingAt({ file: name, line }, kind, message));
  };
  const file = path.join(directory, name);
  const kind = await kindOf(file);
  if (kind !== 'file') return wrong(1, 'file', kind === 'none' ? 'Is missing.' : `Is a ${kind}, not a file.`);
  if ((await stat(file)).size > MOST_BYTES)
    return wrong(1, 'file', 'Is larger than 256 MiB; it was not read.');
  const text = await reading(file, () => readFile(file, 'utf8'));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return wrong(lineOfSyntaxError(text, error), 'header', 'Is not whole JSON.');
  }
  const schema = String((value as Record<string, unknown> | null)?.['schema']);
  if (!schema.startsWith(prefix) || !Object.hasOwn(SCHEMAS, schema)) {
    const known = `${prefix}2 and ${prefix}1`;
    return wrong(lineInJson(text, ['schema']), 'header', `Has the schema ${schema}; known are ${known}.`);
  }
  const parsed = SCHEMAS[schema]!.safeParse(value);
  if (parsed.success) return { file: name, text, value, schema };
  for (const { path: where, message } of parsed.error.issues) {
    wrong(lineInJson(text, where), 'header', `${where.join('.')}: ${message}.`);
  }
  return undefined;
}
