import path from 'node:path';
import { kindOf, OutputTransaction } from '@covergrid/core/files';
import type { EarlierOutput } from './earlier-output.ts';
import type { OutputNames } from './output-names.ts';
import { changedNames, compareOutput, hashContents, refuseDifferences } from './output-state.ts';

/** Small files that are to stand in a directory, by name, the header last. */
export interface Wanted {
  readonly contents: ReadonlyMap<string, string>;
  readonly earlier: EarlierOutput;
  /** Files of an earlier run that are no longer part of the output. */
  readonly stale?: readonly string[];
}

/**
 * Publishes small files in a directory, the last one last; identical ones are left alone, and so is what an
 * interrupted run has staged.
 *
 * @param look what is wanted, from what stands there; asked before the directory is locked and again after
 * @throws OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, INPUT_UNREADABLE
 */
export async function writeContents(
  directory: string,
  look: () => Promise<Wanted>,
  { names, plan, overwrite }: { names: OutputNames; plan: string; overwrite: boolean },
): Promise<'written' | 'unchanged'> {
  const toWrite = async (): Promise<Wanted | undefined> => {
    const wanted = await look();
    const comparison = await compareOutput(directory, hashContents(wanted.contents), wanted.earlier);
    const changed = changedNames(comparison);
    if (changed.size === 0) return undefined;
    refuseDifferences(directory, comparison, overwrite);
    return { ...wanted, contents: new Map([...wanted.contents].filter(([name]) => changed.has(name))) };
  };
  const { staging, isRival } = names;
  // What a commit that was cut off has moved counts as ours only once the rest has followed.
  const isCutOff = (await kindOf(path.join(directory, staging))) !== 'none';
  if (!isCutOff && (await toWrite()) === undefined) return 'unchanged';
  const transaction = await OutputTransaction.begin({ directory, staging, plan, isRival });
  let isDone = false;
  try {
    const wanted = await toWrite();
    if (wanted !== undefined) {
      const { contents, stale = [] } = wanted;
      for (const [name, content] of contents) await transaction.stage(name, content);
      await transaction.commit([...contents.keys()], stale);
    }
    isDone = true;
    return wanted === undefined ? 'unchanged' : 'written';
  } finally {
    if (isDone && transaction.leftover === undefined) await transaction.finish();
    else await transaction.suspend();
  }
}
