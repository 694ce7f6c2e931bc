import { open } from 'node:fs/promises';
import { writeFully } from '@covergrid/core/files';
import { ScenarioIds, scenarioChunks, writeListing, type RowRange } from '@covergrid/enumerator';
import type { CompiledGrid } from '@covergrid/rules';
// No public door leads there, and a listing to a device has to hash as one to a file does.
import { openStreamHash, type StreamHash } from '../packages/enumerator/src/hash-thread.ts';
import { billion, compileToDiagram } from './diagram-grid.ts';

/** Where bytes go that nobody wants. */
export const NOWHERE = '/dev/null';

/** The first so many kept scenarios of the grid of 1.15 · 10⁹, ready to be listed. */
export interface ListingJob {
  readonly grid: CompiledGrid;
  readonly ids: ScenarioIds;
  readonly ruleIds: readonly string[];
  readonly range: RowRange;
  readonly lines: number;
}

/** Prepares a listing of exactly `lines` lines. */
export function listingJob(seed: number, lines: number): ListingJob {
  const configuration = billion(20, seed);
  const grid = compileToDiagram(configuration);
  return {
    grid,
    ids: new ScenarioIds(configuration.taxonomy.id, grid.dimensions),
    ruleIds: configuration.exclusions.rules.map(({ id }) => id),
    range: { from: 0, to: grid.unrank(lines, new Uint16Array(grid.radices.length)) },
    lines,
  };
}

/** Lists as `coverage plan` does. A device cannot be cut to length, so there {@link hashAndWrite} does the writing. */
export async function list(job: ListingJob, file: string): Promise<void> {
  const { grid, ids, ruleIds, range, lines } = job;
  if (file === NOWHERE) {
    const spare: Buffer[] = [];
    await hashAndWrite(file, openStreamHash(100 * lines), spare, chunksOf(job, spare));
    return;
  }
  const written = await writeListing(grid, ids, { file, ruleIds, listing: 'kept', ranges: [range] });
  if (written.lines !== lines) throw new Error(`${written.lines} lines were written, not ${lines}.`);
}

/** The chunks of a listing, unwritten. */
export function* chunksOf({ grid, ids, ruleIds, range }: ListingJob, spare: Buffer[]): Generator<Uint8Array> {
  for (const { bytes } of scenarioChunks(grid, ids, ruleIds, 'kept', range, spare)) yield bytes;
}

/**
 * Hashes and writes chunks and brings them to the disk at the end, as a listing does: while one chunk is made, the two
 * before it are with the hash and the one before those is written. Buffers come back through `spare`.
 */
export async function hashAndWrite(
  file: string,
  hash: StreamHash,
  spare: Buffer[],
  chunks: Iterable<Uint8Array>,
): Promise<string> {
  const handle = await open(file, 'w');
  let position = 0;
  const hashing: Promise<Uint8Array>[] = [];
  let pending: Promise<void> = Promise.resolve();
  const write = async (bytes: Uint8Array): Promise<void> => {
    await writeFully(handle, bytes, position);
    position += bytes.length;
    spare.push(Buffer.from(bytes.buffer));
  };
  const advance = async (): Promise<void> => {
    const hashed = await hashing.shift();
    await pending;
    if (hashed !== undefined) pending = write(hashed);
  };
  try {
    for (const bytes of chunks) {
      if (hashing.push(hash.update(bytes)) > 2) await advance();
    }
    while (hashing.length > 0) await advance();
    await pending;
    if (file !== NOWHERE) await handle.sync();
    return await hash.digest();
  } finally {
    await hash.close();
    await handle.close();
  }
}
