import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncDirectory, writeFully } from '@covergrid/core/files';

const CHUNK_CHARACTERS = 1 << 19;

/** Where lines go until all are there. */
interface Target {
  readonly file: string;
  readonly temporary: string;
  readonly handle: FileHandle;
}

/** A file of lines that appears whole, when it is finished, or not at all. */
export class LineFile {
  readonly #target: Target | undefined;
  readonly #hash = createHash('sha256');
  #waiting: string[] = [];
  #size = 0;
  #lines = 0;

  private constructor(target: Target | undefined) {
    this.#target = target;
  }

  /** Opens a temporary file beside the one that is to be; without a file, lines are hashed and go nowhere. */
  static async create(file: string | undefined): Promise<LineFile> {
    if (file === undefined) return new LineFile(undefined);
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    return new LineFile({ file, temporary, handle: await open(temporary, 'w') });
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
    if (this.#target !== undefined) await appear(this.#target);
    return { count: this.#lines, sha256: this.#hash.digest('hex') };
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    if (this.#target === undefined) return;
    await this.#target.handle.close().catch(() => undefined);
    await rm(this.#target.temporary, { force: true });
  }

  async #write(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#size = 0;
    this.#hash.update(bytes);
    if (this.#target !== undefined) await writeFully(this.#target.handle, bytes, null);
  }
}

async function appear({ file, temporary, handle }: Target): Promise<void> {
  await handle.sync();
  await handle.close();
  await rename(temporary, file);
  await syncDirectory(path.dirname(file));
}
