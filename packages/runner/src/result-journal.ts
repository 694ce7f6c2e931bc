import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { canonicalHash, CovergridError, printable } from '@covergrid/core';
import {
  openJournalWriter,
  syncDirectory,
  writeFully,
  writing,
  type JournalWriter,
} from '@covergrid/core/files';
import { z } from 'zod';
import { wholeLines, type LinePlace } from './line-index.ts';
import { runResultSchema, type RunResult } from './run-result.ts';

/** Which run a journal belongs to; it goes on only where all of this is the same. */
export interface RunIdentity {
  readonly run_id: string;
  readonly dataset_id: string;
  readonly dataset_version: string;
  /** Whatever else has to be the same, such as the options of the backend; JSON, no secrets. */
  readonly config?: unknown;
}

/** One answer that is asked for. */
export interface AnswerKey {
  readonly case_id: string;
  /** From 1. */
  readonly trial: number;
}

const { shape } = runResultSchema.pick({
  case_id: true,
  trial: true,
  content_sha256: true,
  status: true,
  usage: true,
  cost: true,
  attempts: true,
});
/** Whatever else a line holds is not looked at. */
const entrySchema = z.object(shape);

/** What is remembered of an answer without its words. */
export type AnswerEntry = Readonly<z.output<typeof entrySchema>>;

const headerSchema = z.object({ schema: z.literal('covergrid/run-journal@1'), identity_sha256: z.string() });

/**
 * The answers of a run, in the order they came in, on disk as soon as they are there. A crash loses none that
 * {@link append} has confirmed; a line it tore is dropped. Memory grows by a few numbers per answer.
 */
export class ResultJournal {
  readonly #file: string;
  readonly #writer: JournalWriter;
  /** For reading. */
  readonly #handle: FileHandle;
  readonly #entries: Map<string, AnswerEntry & LinePlace>;
  #size: number;

  private constructor(
    file: string,
    writer: JournalWriter,
    handle: FileHandle,
    entries: Map<string, AnswerEntry & LinePlace>,
    size: number,
  ) {
    this.#file = file;
    this.#writer = writer;
    this.#handle = handle;
    this.#entries = entries;
    this.#size = size;
  }

  /**
   * Opens the journal of a run, or begins it.
   *
   * @throws RUN_MISMATCH where it belongs to another run, dataset or configuration; OUTPUT_FAILED, INPUT_UNREADABLE
   */
  static async open(file: string, identity: RunIdentity): Promise<ResultJournal> {
    const identity_sha256 = canonicalHash(identity);
    const entries = new Map<string, AnswerEntry & LinePlace>();
    let hasHeader = false;
    for await (const { text, offset, length } of wholeLines(file)) {
      const value = parseOrUndefined(text);
      if (!hasHeader) {
        const header = headerSchema.safeParse(value);
        if (!header.success) continue;
        if (header.data.identity_sha256 !== identity_sha256) throw mismatch(file, identity);
        hasHeader = true;
        continue;
      }
      const entry = entrySchema.safeParse(value);
      // A line that a crash tore is closed by the next run, and is no entry.
      if (entry.success) entries.set(keyOf(entry.data), { ...entry.data, offset, length });
    }
    const writer = await openJournalWriter(file);
    const handle = await open(file, 'r');
    const { size } = await handle.stat();
    const journal = new ResultJournal(file, writer, handle, entries, size);
    if (!hasHeader) await journal.#add({ schema: 'covergrid/run-journal@1', identity_sha256 });
    await syncDirectory(path.dirname(file));
    return journal;
  }

  /** What was answered, by case and trial; undefined where nothing was, or the case has changed since. */
  answered(key: AnswerKey, content_sha256: string): AnswerEntry | undefined {
    const entry = this.#entries.get(keyOf(key));
    return entry?.content_sha256 === content_sha256 ? entry : undefined;
  }

  /** All that was answered. */
  entries(): Iterable<AnswerEntry> {
    return this.#entries.values();
  }

  /** Keeps an answer; when the promise is fulfilled, it is on disk. A later one takes the place of an earlier. */
  async append(result: RunResult): Promise<void> {
    const entry = entrySchema.parse(result);
    const place = await this.#add(result);
    this.#entries.set(keyOf(entry), { ...entry, ...place });
  }

  /**
   * Writes the answers to a file of lines, in the order that is asked for, without those that are not: whole, or not
   * at all.
   *
   * @throws OUTPUT_FAILED
   */
  async writeResults(file: string, keys: Iterable<AnswerKey>): Promise<number> {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    return writing(file, async () => {
      const target = await open(temporary, 'w');
      try {
        let count = 0;
        for (const key of keys) {
          const entry = this.#entries.get(keyOf(key));
          if (entry === undefined) continue;
          await writeFully(target, await this.#lineAt(entry), null);
          count++;
        }
        await target.sync();
        await target.close();
        await rename(temporary, file);
        await syncDirectory(path.dirname(file));
        return count;
      } catch (error) {
        await target.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#handle.close();
  }

  async #lineAt({ offset, length }: LinePlace): Promise<Buffer> {
    const line = Buffer.alloc(length + 1);
    for (let done = 0; done < line.length;) {
      const { bytesRead } = await this.#handle.read(line, done, line.length - done, offset + done);
      if (bytesRead === 0) throw new CovergridError('OUTPUT_FAILED', `${printable(this.#file)} was cut off.`);
      done += bytesRead;
    }
    return line;
  }

  async #add(value: unknown): Promise<LinePlace> {
    const place = { offset: this.#size, length: Buffer.byteLength(JSON.stringify(value)) };
    this.#size += place.length + 1;
    await this.#writer.append(value);
    return place;
  }
}

function keyOf({ case_id, trial }: AnswerKey): string {
  return `${trial}/${case_id}`;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function mismatch(file: string, { run_id, dataset_id, dataset_version }: RunIdentity): CovergridError {
  return new CovergridError(
    'RUN_MISMATCH',
    `${printable(file)} is not of run ${run_id} over ${dataset_id} ${dataset_version} with this configuration.`,
    { data: { file, run_id, dataset_id, dataset_version } },
  );
}
