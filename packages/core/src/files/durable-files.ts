import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, isCovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';
import { hasErrno, kindOf } from './safe-path.ts';

const SYSTEM_WORDS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
  EROFS: 'the file system is read-only',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EEXIST: 'something else stands in its place',
  EISDIR: 'a directory stands where a file is needed',
  ENOENT: 'it cannot be made there',
  ENOTDIR: 'a file stands where a directory is needed',
  ENAMETOOLONG: 'the path is too long',
  EFBIG: 'the file is too large for the file system',
};

/**
 * Runs an effect on files; a system error becomes one sentence.
 *
 * @throws OUTPUT_FAILED
 */
export async function writing<T>(file: string, effect: () => Promise<T>): Promise<T> {
  try {
    return await effect();
  } catch (error) {
    if (isCovergridError(error) || !(error instanceof Error) || !('syscall' in error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    throw new CovergridError(
      'OUTPUT_FAILED',
      `Cannot write ${printable(file)}: ${SYSTEM_WORDS[code] ?? error.message}.`,
      { cause: error, data: { file, errno: code } },
    );
  }
}

/**
 * Runs an effect that reads a file; where permission is denied, that is said of reading, not of writing.
 *
 * @throws INPUT_UNREADABLE
 */
export async function reading<T>(file: string, effect: () => Promise<T>): Promise<T> {
  try {
    return await effect();
  } catch (error) {
    if (!hasErrno(error, 'EACCES', 'EPERM')) throw error;
    throw new CovergridError('INPUT_UNREADABLE', `Cannot read ${printable(file)}: permission is denied.`, {
      cause: error,
      data: { file },
    });
  }
}

/**
 * Makes a directory and its parents.
 *
 * @throws OUTPUT_UNSAFE_PATH where it is a symbolic link
 */
export async function makeDirectory(directory: string): Promise<void> {
  const kind = await kindOf(directory);
  if (kind === 'link') {
    throw new CovergridError('OUTPUT_UNSAFE_PATH', `${printable(directory)} is a symbolic link.`);
  }
  if (kind === 'directory') return;
  const parent = path.dirname(path.resolve(directory));
  // One at a time: with `recursive`, Node never ends where a directory denies that it is there, as /proc does.
  if ((await kindOf(parent)) === 'none') await makeDirectory(parent);
  try {
    await mkdir(directory);
  } catch (error) {
    if (!hasErrno(error, 'EEXIST') || (await kindOf(directory)) !== 'directory') throw error;
  }
}

/** Writes all bytes; a short write is continued. */
export async function writeFully(
  handle: FileHandle,
  bytes: Uint8Array,
  position: number | null,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const at = position === null ? null : position + done;
    done += (await handle.write(bytes, done, bytes.length - done, at)).bytesWritten;
  }
}

/** Makes a rename or removal in a directory survive a crash. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems cannot sync a directory; there is nothing more to do.
    if (!hasErrno(error, 'EINVAL', 'EISDIR', 'EPERM', 'EBADF')) throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file whole or not at all: temporary name in the same directory, sync, rename, sync of the directory.
 *
 * @throws OUTPUT_FAILED where the system refuses
 */
export async function writeFileAtomically(file: string, content: string | Uint8Array): Promise<void> {
  await writing(file, async () => {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    try {
      await writeDurably(temporary, typeof content === 'string' ? Buffer.from(content) : content);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncDirectory(path.dirname(file));
  });
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await writeFully(handle, bytes, null);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
