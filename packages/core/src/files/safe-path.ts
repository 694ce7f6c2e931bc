import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError } from '../covergrid-error.ts';
import { printable } from '../printable.ts';

const SEGMENT = /^[a-z0-9][a-z0-9_.-]{0,99}$/;
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/;

/**
 * Resolves a relative path with forward slashes inside a root.
 *
 * @throws OUTPUT_UNSAFE_PATH where a segment is not a plain lower-case name, or is a device name
 */
export function resolveInside(root: string, relative: string): string {
  const segments = relative.split('/');
  const bad = segments.find((segment) => !SEGMENT.test(segment) || DEVICE_NAME.test(segment));
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
    if (hasErrno(error, 'ENOENT')) return 'none';
    throw error;
  }
}

/** True for a system error of this name, such as ENOENT. */
export function hasErrno(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && 'code' in error && names.includes(String(error.code));
}
