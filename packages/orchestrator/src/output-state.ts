import { CovergridError, printable, sha256, type StopOptions } from '@covergrid/core';
import { kindOf, requirePlainParents, resolveInside } from '@covergrid/core/files';
import type { EarlierOutput } from './earlier-output.ts';
import { hashFile } from './hash-file.ts';

/** How files that are to be written compare with what stands in their places. */
export interface Comparison {
  readonly same: readonly string[];
  readonly missing: readonly string[];
  readonly different: readonly string[];
}

/**
 * Compares a directory with what is to be in it.
 *
 * @param expected SHA-256 by name; undefined where it is not known and whatever stands there counts as different
 * @throws OUTPUT_FOREIGN where something that we did not write is in the way; OUTPUT_UNSAFE_PATH for a symbolic link
 *   to a directory; INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT
 */
export async function compareOutput(
  directory: string,
  expected: ReadonlyMap<string, string | undefined>,
  { isOurs }: Pick<EarlierOutput, 'isOurs'>,
  stop: StopOptions = {},
): Promise<Comparison> {
  const comparison = { same: [] as string[], missing: [] as string[], different: [] as string[] };
  for (const [name, hash] of expected) {
    const file = resolveInside(directory, name);
    await requirePlainParents(directory, name);
    const kind = await kindOf(file);
    if (kind === 'none') comparison.missing.push(name);
    else if (kind === 'file' && hash !== undefined && (await hashFile(file, stop)) === hash)
      comparison.same.push(name);
    else if (kind === 'file' && (await isOurs(name))) comparison.different.push(name);
    else {
      throw new CovergridError(
        'OUTPUT_FOREIGN',
        `${printable(file)} is in the way, and is not as any run of Covergrid wrote it.`,
        {
          data: { file },
        },
      );
    }
  }
  return comparison;
}

/** Names of the files to write. */
export function changedNames({ missing, different }: Comparison): Set<string> {
  return new Set([...missing, ...different]);
}

/** @throws OUTPUT_DIFFERS where anything differs and may not be replaced */
export function refuseDifferences(directory: string, { different }: Comparison, overwrite: boolean): void {
  if (different.length === 0 || overwrite) return;
  const shown = different.slice(0, 5).join(', ') + (different.length > 5 ? ', …' : '');
  throw new CovergridError(
    'OUTPUT_DIFFERS',
    `${printable(directory)} holds other output: ${shown} would change. Nothing was written.`,
    { data: { directory, different } },
  );
}

/** SHA-256 of small contents by name. */
export function hashContents(contents: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...contents].map(([name, content]) => [name, sha256(content)]));
}
