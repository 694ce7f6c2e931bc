import path from 'node:path';
import { kindOf, OutputTransaction } from '@covergrid/core/files';
import { compareOutput, hashContents, refuseDifferences, type EarlierOutput } from './output-state.ts';

/**
 * Publishes small files in a directory, the last one last; identical ones are left alone.
 *
 * @throws OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH
 */
export async function writeContents(
  directory: string,
  contents: ReadonlyMap<string, string>,
  earlier: EarlierOutput,
  { staging, plan, overwrite }: { staging: string; plan: string; overwrite: boolean },
): Promise<'written' | 'unchanged'> {
  const comparison = await compareOutput(directory, hashContents(contents), earlier);
  const changed = new Set([...comparison.missing, ...comparison.different]);
  if (changed.size === 0) return 'unchanged';
  refuseDifferences(directory, comparison, overwrite);
  const transaction = await OutputTransaction.begin({ directory, staging, plan });
  let isDone = false;
  try {
    await transaction.prepare();
    const names = [...contents.keys()].filter((name) => changed.has(name));
    for (const name of names) await transaction.stage(name, contents.get(name)!);
    await transaction.commit(names);
    isDone = true;
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
  return 'written';
}

/**
 * Finishes a commit of the plan that was cut off, so that what it moved counts as ours, and not as somebody else's.
 *
 * @throws OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, OUTPUT_FOREIGN
 */
export async function finishCommit(directory: string, staging: string, plan: string): Promise<void> {
  if ((await kindOf(path.join(directory, staging))) === 'none') return;
  const transaction = await OutputTransaction.begin({ directory, staging, plan });
  if (transaction.isContinued) await transaction.finish();
  else await transaction.suspend();
}
