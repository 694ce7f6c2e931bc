import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';
import { hasErrno, kindOf } from './safe-path.ts';

/** Gives a lock back. */
export type Release = () => Promise<void>;

/** Locks that this process holds: its own id in a lock file says nothing, an earlier process may have had it too. */
const HELD = new Set<string>();

/**
 * Takes a lock file that names this process; one left by a process that is gone is taken over.
 *
 * @throws OUTPUT_BUSY where a process that lives holds it, be it this one
 */
export async function lockFile(file: string): Promise<Release> {
  const key = path.resolve(file);
  if (HELD.has(key)) throw busy(file, process.pid);
  HELD.add(key);
  try {
    await linkLock(file);
  } catch (error) {
    HELD.delete(key);
    throw error;
  }
  return async () => {
    try {
      await rm(file, { force: true });
    } finally {
      HELD.delete(key);
    }
  };
}

/** True for the name of a lock's helper file whose process is gone. */
export function isDeadHelper(name: string): boolean {
  const match = /^lock\.(\d+)(\.stale)?$/.exec(name);
  return match !== null && !isOther(Number(match[1]));
}

async function linkLock(file: string): Promise<void> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, `${process.pid}\n`);
  try {
    for (let attempt = 0; attempt < 4; attempt++) {
      try {
        // A link appears with its content, or not at all.
        await link(own, file);
        return;
      } catch (error) {
        if (!hasErrno(error, 'EEXIST')) throw error;
      }
      await removeStale(file);
    }
    throw busy(file, await holderOf(file));
  } finally {
    await rm(own, { force: true });
  }
}

/** Removes a lock whose process is gone; a rename takes it away from others who would do the same. */
async function removeStale(file: string): Promise<void> {
  const holder = await holderOf(file);
  if (isOther(holder)) throw busy(file, holder);
  const stale = `${file}.${process.pid}.stale`;
  try {
    await rename(file, stale);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return;
    throw error;
  }
  // Another process may have been quicker, and this is its new lock: it gets it back.
  const taken = await holderOf(stale);
  if (isOther(taken)) await link(stale, file).catch(() => undefined);
  await rm(stale, { force: true });
  if (isOther(taken)) throw busy(file, taken);
}

/** The process that a lock names; 0 where it has just gone. */
async function holderOf(file: string): Promise<number> {
  // A FIFO would be read for ever; nothing but a file is a lock of ours.
  const kind = await kindOf(file);
  if (kind !== 'file' && kind !== 'none') {
    throw new CovergridError(
      'OUTPUT_FOREIGN',
      `${printable(file)} is in the way, and no run of ours wrote it.`,
      {
        data: { file },
      },
    );
  }
  try {
    return Number(await readFile(file, 'utf8'));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 0;
    throw error;
  }
}

function busy(file: string, holder: number): CovergridError {
  return new CovergridError('OUTPUT_BUSY', `Process ${holder} holds ${printable(file)}.`, {
    data: { holder },
  });
}

/** True for a process that lives and is not this one. */
function isOther(holder: number): boolean {
  return holder !== process.pid && isAlive(holder);
}

function isAlive(process_id: number): boolean {
  if (!Number.isInteger(process_id) || process_id <= 0) return false;
  try {
    process.kill(process_id, 0);
    return true;
  } catch (error) {
    return hasErrno(error, 'EPERM');
  }
}
