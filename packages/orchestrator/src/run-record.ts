import { readFile } from 'node:fs/promises';
import { kindOf } from '@covergrid/core/files';
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

/** The record in a file, or undefined where there is none that we wrote. */
export async function readRunRecord(file: string): Promise<RunRecord | undefined> {
  if ((await kindOf(file)) !== 'file') return undefined;
  const text = await readFile(file, 'utf8');
  try {
    return runRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
