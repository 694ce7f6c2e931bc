import { constants } from 'node:fs';
import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
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
 * @throws OUTPUT_BUSY where a process that lives holds it, be it this one; OUTPUT_FOREIGN where what stands there is
 *   no lock of ours
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

/**
 * Makes sure that nobody holds a lock; it is not taken.
 *
 * @throws OUTPUT_BUSY, OUTPUT_FOREIGN as {@link lockFile}
 */
export async function requireUnlocked(file: string): Promise<void> {
  const holder = HELD.has(path.resolve(file)) ? process.pid : await holderOf(file);
  if (HELD.has(path.resolve(file)) || isOther(holder)) throw busy(file, holder);
}

/** True for the name of a lock's helper file whose process is gone. */
export function isDeadHelper(name: string): boolean {
  const match = /^lock\.(\d+)(\.stale)?$/.exec(name);
  return match !== null && !isOther(Number(match[1]));
}

async function linkLock(file: string): Promise<void> {
  const own = `${file}.${process.pid}`;
  try {
    await writeFile(own, `${process.pid}\n`);
    for (let attempt = 0; attempt < 4; attempt++) {
      try {
        await linkOrCopy(own, file);
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

/** A link appears with its content, or not at all; a file system that has no links gets a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
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
  if (isOther(taken)) await linkOrCopy(stale, file).catch(() => undefined);
  await rm(stale, { force: true });
  if (isOther(taken)) throw busy(file, taken);
}

/** How long a lock may stay empty: one that is copied gets its content a moment after its name. */
const EMPTY_FOR_MS = 100;

/** The process that a lock names; 0 where it has just gone, or where whoever made it did not get as far as its name. */
async function holderOf(file: string): Promise<number> {
  let text = await readLock(file);
  if (text === '') {
    await setTimeout(EMPTY_FOR_MS);
    text = await readLock(file);
  }
  if (text === undefined || text === '') return 0;
  if (!/^\d+\n$/.test(text)) throw foreign(file);
  return Number(text);
}

async function readLock(file: string): Promise<string | undefined> {
  // A FIFO would be read for ever; nothing but a file is a lock of ours.
  const kind = await kindOf(file);
  if (kind === 'none') return undefined;
  if (kind !== 'file') throw foreign(file);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function foreign(file: string): CovergridError {
  return new CovergridError(
    'OUTPUT_FOREIGN',
    `${printable(file)} stands where a lock goes, and is none of ours.`,
    { data: { file } },
  );
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
