import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CovergridError } from '../covergrid-error.ts';
import { quoted } from '../printable.ts';
import { decodeText } from './decode-text.ts';
import { MAX_BYTES } from './limits.ts';

/**
 * The text of a regular UTF-8 file of at most 4 MiB, without a byte order mark. Never blocks on a pipe or device.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_TOO_LARGE, CONFIG_ENCODING
 */
export async function readText(file: string): Promise<string> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a FIFO waits for a writer that may never come.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    const status = await handle.stat();
    if (!status.isFile()) throw notAFile(file, status.isDirectory() ? 'a directory' : 'a pipe or device');
    if (status.size > MAX_BYTES) throw tooLarge(file);
    return decodeText(await readBytes(handle, file), file);
  } catch (error) {
    throw error instanceof CovergridError ? error : readFailure(file, error);
  } finally {
    await handle?.close();
  }
}

async function readBytes(handle: FileHandle, file: string): Promise<Uint8Array> {
  // The size a file states is no promise: it may grow, and those of /proc state 0.
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, end: MAX_BYTES })) {
    const bytes = Buffer.from(chunk);
    total += bytes.length;
    chunks.push(bytes);
  }
  if (total > MAX_BYTES) throw tooLarge(file);
  return Buffer.concat(chunks, total);
}

function notAFile(file: string, what: string): CovergridError {
  return new CovergridError('INPUT_NOT_A_FILE', `${quoted(file)} is ${what}, not a regular file.`, {
    data: { file },
  });
}

function tooLarge(file: string): CovergridError {
  return new CovergridError('CONFIG_TOO_LARGE', `${quoted(file)} is larger than 4 MiB.`, {
    at: { file, line: 1, column: 1 },
  });
}

function readFailure(file: string, cause: unknown): CovergridError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const options = { data: { file }, cause };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return new CovergridError('INPUT_NOT_FOUND', `There is no file ${quoted(file)}.`, options);
    case 'EISDIR':
      return new CovergridError('INPUT_NOT_A_FILE', `${quoted(file)} is a directory.`, options);
    case 'ENXIO':
    case 'ENODEV':
      return new CovergridError('INPUT_NOT_A_FILE', `${quoted(file)} is a socket or device.`, options);
    default:
      return new CovergridError(
        'INPUT_UNREADABLE',
        `${quoted(file)} cannot be read (${code || 'unknown error'}).`,
        options,
      );
  }
}
