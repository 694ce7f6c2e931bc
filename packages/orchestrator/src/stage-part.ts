import { readFile } from 'node:fs/promises';
import { kindOf, reading, type OutputTransaction } from '@covergrid/core/files';
import type { PartFiles, WrittenPart } from '@covergrid/datasets';
import { hashFile } from './hash-file.ts';
import type { PartJob, PartMaker } from './part-maker.ts';

/** Names of what stands for one part while it is staged. */
export interface PartNames extends PartFiles {
  /** Says what both files come to, and so that they are whole. */
  readonly record: string;
}

/** A part whose files are staged. */
export interface StagedPart {
  readonly written: WrittenPart;
  /** The text of its record. */
  readonly record: string;
  /** True where an interrupted run had staged it. */
  readonly isResumed: boolean;
}

/** Stages a part; where an interrupted run has done so, and its files are as it says, they are taken as they are. */
export async function stagePart(
  transaction: OutputTransaction,
  maker: PartMaker,
  job: Omit<PartJob, 'files'>,
  names: PartNames,
): Promise<StagedPart> {
  const files = {
    conversations: transaction.stagedPath(names.conversations),
    goldens: transaction.stagedPath(names.goldens),
  };
  const found = await readPart({ ...files, record: transaction.stagedPath(names.record) });
  if (found !== undefined) return { ...found, isResumed: true };
  const written = await maker.make({ ...job, files });
  const record = `${JSON.stringify(written)}\n`;
  await transaction.stage(names.record, record);
  return { written, record, isResumed: false };
}

/** A part whose record and files stand somewhere, and whose files are as the record says; else undefined. */
async function readPart(files: PartNames): Promise<Omit<StagedPart, 'isResumed'> | undefined> {
  if ((await kindOf(files.record)) !== 'file') return undefined;
  const record = await reading(files.record, () => readFile(files.record, 'utf8'));
  const written = JSON.parse(record) as WrittenPart;
  for (const kind of ['conversations', 'goldens'] as const) {
    const isWhole =
      (await kindOf(files[kind])) === 'file' && (await hashFile(files[kind])) === written[kind].sha256;
    if (!isWhole) return undefined;
  }
  return { written, record };
}
