import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncDirectory, writeFully } from '@covergrid/core/files';

const CHUNK_CHARACTERS = 1 << 19;

/** A file of lines that appears whole, when it is finished, or not at all. */
export class LineFile {
  readonly #file: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #waiting: string[] = [];
  #size = 0;
  #lines = 0;

  private constructor(file: string, temporary: string, handle: FileHandle) {
    this.#file = file;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /** Opens a temporary file beside the one that is to be. */
  static async create(file: string): Promise<LineFile> {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    return new LineFile(file, temporary, await open(temporary, 'w'));
  }

  /** Takes a line with its end; the promise, where there is one, is to be awaited before the next. */
  add(line: string): Promise<void> | undefined {
    this.#waiting.push(line);
    this.#size += line.length;
    this.#lines++;
    return this.#size < CHUNK_CHARACTERS ? undefined : this.#write();
  }

  /** Brings it to disk under its name. */
  async finish(): Promise<{ readonly count: number; readonly sha256: string }> {
    await this.#write();
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#temporary, this.#file);
    await syncDirectory(path.dirname(this.#file));
    return { count: this.#lines, sha256: this.#hash.digest('hex') };
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }

  async #write(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#size = 0;
    this.#hash.update(bytes);
    await writeFully(this.#handle, bytes, null);
  }
}
