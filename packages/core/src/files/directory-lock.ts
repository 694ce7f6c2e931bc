import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';
import { hasErrno } from './safe-path.ts';

/** Gives a lock back. */
export type Release = () => Promise<void>;

/**
 * Takes a lock file that names this process; one left by a process that is gone is taken over.
 *
 * @throws OUTPUT_BUSY where another process that lives holds it
 */
export async function lockFile(file: string): Promise<Release> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, `${process.pid}\n`);
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        // A link appears with its content, or not at all.
        await link(own, file);
        return () => rm(file, { force: true });
      } catch (error) {
        if (!hasErrno(error, 'EEXIST')) throw error;
      }
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (attempt > 3 || (holder !== process.pid && isAlive(holder))) {
        throw new CovergridError('OUTPUT_BUSY', `Process ${holder} holds ${printable(file)}.`, {
          data: { holder },
        });
      }
      await rm(file, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
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
