import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';

const SEGMENT = /^[a-z0-9][a-z0-9_.-]{0,99}$/;
/** The one name that others want in capitals: it is what their sites show. */
const CARD = 'README.md';
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

/**
 * Resolves a relative path with forward slashes inside a root.
 *
 * @throws OUTPUT_UNSAFE_PATH where a segment is not a plain lower-case name (or `README.md`), or is a device name
 */
export function resolveInside(root: string, relative: string): string {
  const segments = relative.split('/');
  const isPlain = (segment: string): boolean => SEGMENT.test(segment) && !DEVICE_NAME.test(segment);
  const bad = segments.find((segment) => segment !== CARD && !isPlain(segment));
  if (bad !== undefined) {
    throw new CovergridError('OUTPUT_UNSAFE_PATH', `"${printable(relative)}" is not a plain relative path.`);
  }
  return path.join(root, ...segments);
}

/** What stands at a path, symbolic links not followed. */
export async function kindOf(file: string): Promise<'none' | 'file' | 'directory' | 'link' | 'other'> {
  try {
    const stat = await lstat(file);
    if (stat.isFile()) return 'file';
    if (stat.isDirectory()) return 'directory';
    return stat.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return 'none';
    throw error;
  }
}

/**
 * Makes sure that nothing but plain directories stands between a root and a relative path in it.
 *
 * @throws OUTPUT_UNSAFE_PATH for a symbolic link, OUTPUT_FOREIGN for anything else
 */
export async function requirePlainParents(root: string, relative: string): Promise<void> {
  let at = root;
  for (const segment of relative.split('/').slice(0, -1)) {
    at = path.join(at, segment);
    const kind = await kindOf(at);
    if (kind === 'link') {
      throw new CovergridError('OUTPUT_UNSAFE_PATH', `${printable(at)} is a symbolic link.`);
    }
    if (kind !== 'none' && kind !== 'directory') {
      throw new CovergridError('OUTPUT_FOREIGN', `${printable(at)} is no directory.`, { data: { file: at } });
    }
  }
}

/** True for a system error of this name, such as ENOENT. */
export function hasErrno(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && 'code' in error && names.includes(String(error.code));
}
