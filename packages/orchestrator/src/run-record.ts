import { readFile } from 'node:fs/promises';
import { sha256 } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import type { Manifest } from '@covergrid/enumerator';
import { z } from 'zod';

/** What one run did: wall-clock facts, which stay out of every other file, and the files it wrote. */
const runRecordSchema = z.object({
  schema: z.literal('covergrid/run@1'),
  started_at: z.string(),
  seconds: z.number(),
  rows: z.number(),
  bytes: z.number(),
  resumed_rows: z.number(),
  peak_rss_bytes: z.number(),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
});

/** Contents of `run.json`. */
export type RunRecord = z.output<typeof runRecordSchema>;

/** What a record says of the small files of an output, and of its listing. */
export function recordedFiles(
  contents: ReadonlyMap<string, string>,
  { files }: Pick<Manifest, 'files'>,
): RunRecord['files'] {
  return [
    ...[...contents].map(([name, text]) => ({ path: name, sha256: sha256(text) })),
    ...files.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
  ];
}

/** A record of files alone, where nothing was timed. */
export function untimedRecord(files: RunRecord['files']): RunRecord {
  return {
    schema: 'covergrid/run@1',
    started_at: '',
    seconds: 0,
    rows: 0,
    bytes: 0,
    resumed_rows: 0,
    peak_rss_bytes: 0,
    files,
  };
}

/** A record as text. */
export function recordText(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * The record in a file, or undefined where there is none that we wrote.
 *
 * @throws INPUT_UNREADABLE
 */
export async function readRunRecord(file: string): Promise<RunRecord | undefined> {
  if ((await kindOf(file)) !== 'file') return undefined;
  const text = await reading(file, () => readFile(file, 'utf8'));
  try {
    return runRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
