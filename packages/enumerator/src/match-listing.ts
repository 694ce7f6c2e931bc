import { open, type FileHandle } from 'node:fs/promises';
import { reasonToStop } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';
import type { CompiledGrid } from '@covergrid/rules';
import type { ScenarioIds } from './scenario-ids.ts';
import { chunksFrom, openListingHash, type ListingTarget, type WrittenListing } from './write-listing.ts';

/**
 * Holds a file against the listing that would be written there, up to the first byte that differs.
 *
 * @returns what `writeListing` would, or undefined where the file is missing, no regular file, or not that listing
 * @throws INTERRUPTED, MEMORY_LIMIT, INPUT_UNREADABLE
 */
export async function matchListing(
  grid: CompiledGrid,
  ids: ScenarioIds,
  target: ListingTarget,
): Promise<Omit<WrittenListing, 'resumedLines'> | undefined> {
  if ((await kindOf(target.file)) !== 'file') return undefined;
  const handle = await reading(target.file, () => open(target.file));
  const hash = openListingHash(grid, target);
  const spare: Buffer[] = [];
  let [lines, bytes] = [0, 0];
  // While one chunk is rendered and compared, the one before it is with the hash.
  let hashing: Promise<unknown> = Promise.resolve();
  try {
    for (const { chunk } of chunksFrom({ range: 0, row: 0 }, grid, ids, target, spare)) {
      const reason = reasonToStop(target);
      if (reason !== undefined) throw reason;
      if (!(await standsAt(handle, bytes, chunk.bytes))) return undefined;
      lines += chunk.lines;
      bytes += chunk.bytes.length;
      target.onLines?.(lines);
      await hashing;
      hashing = hash.update(chunk.bytes).then(({ buffer }) => spare.push(Buffer.from(buffer)));
      // A failure is met at the next await; until then it is not an unhandled one.
      hashing.catch(() => {});
    }
    await hashing;
    const { size } = await handle.stat();
    return size === bytes ? { lines, bytes, sha256: await hash.digest() } : undefined;
  } finally {
    await hash.close();
    await handle.close();
  }
}

async function standsAt(handle: FileHandle, position: number, expected: Uint8Array): Promise<boolean> {
  const found = Buffer.allocUnsafe(expected.length);
  let length = 0;
  while (length < found.length) {
    const { bytesRead } = await handle.read(found, length, found.length - length, position + length);
    if (bytesRead === 0) return false;
    length += bytesRead;
  }
  return found.equals(expected);
}
