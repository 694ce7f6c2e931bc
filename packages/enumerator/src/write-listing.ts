import { constants, createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { reasonToStop, type CovergridError, type StopOptions } from '@covergrid/core';
import { appendEntry, openJournal, readLastEntry, writeFully, writing } from '@covergrid/core/files';
import type { CompiledGrid } from '@covergrid/rules';
import { z } from 'zod';
import { openStreamHash, type StreamHash } from './hash-thread.ts';
import { countLines } from './grid-selection.ts';
import { scenarioChunks, type Listing, type RowRange, type ScenarioChunk } from './scenario-chunks.ts';
import type { ScenarioIds } from './scenario-ids.ts';

/** What is listed where, and how to stop. */
export interface ListingTarget extends StopOptions {
  /** Grows while it is written; beside it stands a journal of checkpoints until the caller moves both away. */
  readonly file: string;
  readonly ruleIds: readonly string[];
  readonly listing: Listing;
  readonly ranges: readonly RowRange[];
  /** Threads that may compute at the same time, this one included. Default: as many as there are processors. */
  readonly concurrency?: number | undefined;
  readonly onLines?: ((written: number) => void) | undefined;
}

/** A finished listing. */
export interface WrittenListing {
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Lines that an interrupted run had written already. */
  readonly resumedLines: number;
}

/** Bytes that a line has at least: an id, two names, a status. */
const SMALLEST_LINE = 100;
const CHECKPOINT_BYTES = 256 * 1024 * 1024;

const checkpointSchema = z.object({
  range: z.number().int().min(0),
  row: z.number().int().min(0),
  lines: z.number().int().min(0),
  bytes: z.number().int().min(0),
});
type Checkpoint = z.output<typeof checkpointSchema>;

/**
 * Writes a listing, going on where an interrupted run of the same listing left off: everything up to the last
 * checkpoint is kept, the rest is cut off and written again. Memory is flat.
 *
 * @throws OUTPUT_FAILED, INTERRUPTED, MEMORY_LIMIT; the file then stays and a next call goes on
 */
export async function writeListing(
  grid: CompiledGrid,
  ids: ScenarioIds,
  target: ListingTarget,
): Promise<WrittenListing> {
  return writing(target.file, async () => {
    const journal = await openJournal(journalOf(target.file));
    const hash = openListingHash(grid, target);
    const handle = await open(target.file, constants.O_RDWR | constants.O_CREAT);
    try {
      const start = await lastCheckpoint(target, handle);
      await handle.truncate(start.bytes);
      if (start.bytes > 0) await hashExisting(target.file, hash);
      const end = await writeChunks(grid, ids, target, { handle, journal, hash }, start);
      await handle.sync();
      return { lines: end.lines, bytes: end.bytes, sha256: await hash.digest(), resumedLines: start.lines };
    } finally {
      await hash.close();
      await handle.close();
      await journal.close();
    }
  });
}

/** The hash of a listing, for about as many bytes as it will have. */
export function openListingHash(
  grid: CompiledGrid,
  { ranges, listing, concurrency }: ListingTarget,
): StreamHash {
  return openStreamHash(SMALLEST_LINE * countLines(grid, ranges, listing), concurrency);
}

/** Where the checkpoints of a listing stand. */
export function journalOf(file: string): string {
  return `${file}.checkpoints`;
}

interface Outlets {
  readonly handle: FileHandle;
  readonly journal: FileHandle;
  readonly hash: StreamHash;
}

async function writeChunks(
  grid: CompiledGrid,
  ids: ScenarioIds,
  target: ListingTarget,
  { handle, journal, hash }: Outlets,
  start: Checkpoint,
): Promise<Checkpoint> {
  const written = { ...start };
  const spare: Buffer[] = [];
  let checkpointAt = written.bytes + CHECKPOINT_BYTES;
  // While one chunk is rendered, the two before it are with the hash, which so never waits, and one is written.
  const hashing: Promise<HashedChunk>[] = [];
  let pending: Promise<void> = Promise.resolve();
  let checkpoint: Promise<void> = Promise.resolve();
  const write = async ({ bytes, lines, range, row }: HashedChunk): Promise<void> => {
    await writeFully(handle, bytes, written.bytes);
    spare.push(Buffer.from(bytes.buffer));
    Object.assign(written, { range, row, lines: written.lines + lines, bytes: written.bytes + bytes.length });
    target.onLines?.(written.lines);
    if (written.bytes < checkpointAt) return;
    // Writing goes on while the system brings to disk what the checkpoint speaks of.
    await checkpoint;
    checkpoint = saveCheckpoint(handle, journal, { ...written });
    checkpoint.catch(() => {});
    checkpointAt = written.bytes + CHECKPOINT_BYTES;
  };
  const advance = async (): Promise<void> => {
    const hashed = await hashing.shift();
    await pending;
    if (hashed === undefined) return;
    pending = write(hashed);
    // A failure is met at the next await; until then it is not an unhandled one.
    pending.catch(() => {});
  };
  try {
    let reason: CovergridError | undefined;
    for (const { chunk, range } of chunksFrom(start, grid, ids, target, spare)) {
      const { lines, nextRow: row } = chunk;
      const hashed = hash.update(chunk.bytes).then((bytes) => ({ bytes, lines, range, row }));
      hashed.catch(() => {});
      if (hashing.push(hashed) > 2) await advance();
      reason = reasonToStop(target);
      if (reason !== undefined) break;
    }
    // What is rendered is written also on the way out, so that every run gets a step further.
    while (hashing.length > 0) await advance();
    await pending;
    await checkpoint;
    if (reason === undefined) return written;
    await saveCheckpoint(handle, journal, written);
    throw reason;
  } finally {
    await Promise.allSettled([pending, checkpoint]);
  }
}

interface HashedChunk {
  readonly bytes: Uint8Array;
  readonly lines: number;
  /** Where the chunk ends: the range, and the row after its last. */
  readonly range: number;
  readonly row: number;
}

/** The chunks of a listing, from a checkpoint on. */
export function* chunksFrom(
  start: Pick<Checkpoint, 'range' | 'row'>,
  grid: CompiledGrid,
  ids: ScenarioIds,
  { ranges, ruleIds, listing }: ListingTarget,
  spare: Buffer[],
): Generator<{ chunk: ScenarioChunk; range: number }> {
  for (let range = start.range; range < ranges.length; range++) {
    const { from, to } = ranges[range]!;
    const first = range === start.range ? Math.max(start.row, from) : from;
    for (const chunk of scenarioChunks(grid, ids, ruleIds, listing, { from: first, to }, spare)) {
      yield { chunk, range };
    }
  }
}

/** Only what is on disk is recorded. */
async function saveCheckpoint(handle: FileHandle, journal: FileHandle, state: Checkpoint): Promise<void> {
  await handle.datasync();
  await appendEntry(journal, state);
}

async function lastCheckpoint(target: ListingTarget, handle: FileHandle): Promise<Checkpoint> {
  const entry = checkpointSchema.safeParse(await readLastEntry(journalOf(target.file)));
  const { size } = await handle.stat();
  return entry.success && entry.data.bytes <= size ? entry.data : { range: 0, row: 0, lines: 0, bytes: 0 };
}

async function hashExisting(file: string, hash: StreamHash): Promise<void> {
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }))
    await hash.update(bytes as Buffer);
}
