import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CovergridError } from '@covergrid/core';
import { appendEntry, openJournal, readLastEntry, writeFully, writing } from '@covergrid/core/files';
import type { CompiledGrid } from '@covergrid/rules';
import { z } from 'zod';
import { scenarioChunks, type Listing, type RowRange } from './scenario-chunks.ts';
import type { ScenarioIds } from './scenario-ids.ts';

/** What is listed where, and how to stop. */
export interface ListingTarget {
  /** Grows while it is written; beside it stands a journal of checkpoints until the caller moves both away. */
  readonly file: string;
  readonly ruleIds: readonly string[];
  readonly listing: Listing;
  readonly ranges: readonly RowRange[];
  readonly signal?: AbortSignal | undefined;
  /** Resident memory at which to stop, in bytes. */
  readonly maxMemoryBytes?: number | undefined;
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
    const handle = await open(target.file, constants.O_RDWR | constants.O_CREAT);
    try {
      const start = await lastCheckpoint(target, handle);
      await handle.truncate(start.bytes);
      const hash = createHash('sha256');
      if (start.bytes > 0) await hashExisting(target.file, hash);
      const end = await writeChunks(grid, ids, target, handle, journal, hash, start);
      await handle.sync();
      return { lines: end.lines, bytes: end.bytes, sha256: hash.digest('hex'), resumedLines: start.lines };
    } finally {
      await handle.close();
      await journal.close();
    }
  });
}

/** Where the checkpoints of a listing stand. */
export function journalOf(file: string): string {
  return `${file}.checkpoints`;
}

async function writeChunks(
  grid: CompiledGrid,
  ids: ScenarioIds,
  target: ListingTarget,
  handle: FileHandle,
  journal: FileHandle,
  hash: Hash,
  start: Checkpoint,
): Promise<Checkpoint> {
  const state = { ...start };
  let checkpointAt = state.bytes + CHECKPOINT_BYTES;
  // The next chunk is rendered while the last one is being written.
  let pending: Promise<void> = Promise.resolve();
  try {
    for (let range = start.range; range < target.ranges.length; range++) {
      const rows = target.ranges[range]!;
      const from = range === start.range ? Math.max(start.row, rows.from) : rows.from;
      for (const chunk of scenarioChunks(grid, ids, target.ruleIds, target.listing, { from, to: rows.to })) {
        hash.update(chunk.bytes);
        await pending;
        const position = state.bytes;
        pending = writeFully(handle, chunk.bytes, position);
        // A failure is met at the next await; until then it is not an unhandled one.
        pending.catch(() => {});
        Object.assign(state, { range, row: chunk.nextRow });
        state.lines += chunk.lines;
        state.bytes += chunk.bytes.length;
        if (state.bytes >= checkpointAt) {
          await pending;
          await handle.datasync();
          await appendEntry(journal, state);
          checkpointAt = state.bytes + CHECKPOINT_BYTES;
        }
        target.onLines?.(state.lines);
        stopWhereAsked(target);
      }
    }
    await pending;
    return state;
  } catch (error) {
    await pending.catch(() => {});
    if (error instanceof CovergridError) await saveProgress(handle, journal, state);
    throw error;
  }
}

/** A stop that was asked for leaves a checkpoint, so that nothing is written twice. */
async function saveProgress(handle: FileHandle, journal: FileHandle, state: Checkpoint): Promise<void> {
  await handle.datasync();
  await appendEntry(journal, state);
}

function stopWhereAsked({ signal, maxMemoryBytes, file }: ListingTarget): void {
  if (signal?.aborted) throw new CovergridError('INTERRUPTED', 'Stopped; what is written is kept.');
  if (maxMemoryBytes === undefined) return;
  const used = process.memoryUsage.rss();
  if (used > maxMemoryBytes) {
    throw new CovergridError(
      'MEMORY_LIMIT',
      `Stopped at ${used} bytes of memory, above the limit of ${maxMemoryBytes}.`,
      {
        data: { file, used, limit: maxMemoryBytes },
      },
    );
  }
}

async function lastCheckpoint(target: ListingTarget, handle: FileHandle): Promise<Checkpoint> {
  const entry = checkpointSchema.safeParse(await readLastEntry(journalOf(target.file)));
  const { size } = await handle.stat();
  return entry.success && entry.data.bytes <= size ? entry.data : { range: 0, row: 0, lines: 0, bytes: 0 };
}

async function hashExisting(file: string, hash: Hash): Promise<void> {
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes as Buffer);
}
