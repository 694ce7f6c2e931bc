import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { CovergridError, isCovergridError, printable, sha256 } from '@covergrid/core';
import { kindOf, requirePlainParents, resolveInside } from '@covergrid/core/files';
import { readManifest, type Manifest } from '@covergrid/enumerator';
import type { OutputNames } from './output-names.ts';
import { readRunRecord } from './run-record.ts';

/** What a directory holds of earlier runs. */
export interface EarlierOutput {
  readonly manifest: Manifest | undefined;
  /** Names of files that a run of ours wrote; nothing else is ever replaced or removed. */
  readonly owned: ReadonlySet<string>;
}

/** Reads what earlier runs left in a directory. */
export async function readEarlierOutput(directory: string, names: OutputNames): Promise<EarlierOutput> {
  const manifest = await readOwnManifest(path.join(directory, names.manifest));
  const record = await readRunRecord(path.join(directory, names.run));
  const owned = new Set(record?.files.map((file) => file.path));
  if (record !== undefined) owned.add(names.run);
  if (manifest !== undefined) owned.add(names.manifest);
  for (const file of manifest?.files ?? []) owned.add(file.path);
  return { manifest, owned };
}

/** A manifest that cannot be read is not the same as none: it must not pass for somebody else's. */
async function readOwnManifest(file: string): Promise<Manifest | undefined> {
  try {
    return await readManifest(file);
  } catch (error) {
    const isNone = isCovergridError(error) && error.code.startsWith('DATASET_');
    if (isNone) return undefined;
    throw isCovergridError(error) ? error.cause : error;
  }
}

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
 *   to a directory
 */
export async function compareOutput(
  directory: string,
  expected: ReadonlyMap<string, string | undefined>,
  { owned }: EarlierOutput,
): Promise<Comparison> {
  const comparison = { same: [] as string[], missing: [] as string[], different: [] as string[] };
  for (const [name, hash] of expected) {
    const file = resolveInside(directory, name);
    await requirePlainParents(directory, name);
    const kind = await kindOf(file);
    if (kind === 'none') comparison.missing.push(name);
    else if (kind === 'file' && hash !== undefined && (await hashFile(file)) === hash)
      comparison.same.push(name);
    else if (kind === 'file' && owned.has(name)) comparison.different.push(name);
    else {
      throw new CovergridError(
        'OUTPUT_FOREIGN',
        `${printable(file)} is in the way, and no run of ours wrote it.`,
        {
          data: { file },
        },
      );
    }
  }
  return comparison;
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

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}
