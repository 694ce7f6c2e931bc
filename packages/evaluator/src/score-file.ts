import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncDirectory, writeFully, writing } from '@covergrid/core/files';
import type { Score } from './score.ts';

const FLUSH_AT = 1 << 16;

/** A file of scores, under another name until it is whole. */
export class ScoreFile {
  readonly #file: string;
  readonly #handle: FileHandle;
  #pending = '';
  #isOpen = true;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** @throws OUTPUT_FAILED */
  static async open(file: string): Promise<ScoreFile> {
    return new ScoreFile(file, await writing(file, () => open(partial(file), 'w')));
  }

  /** @throws OUTPUT_FAILED */
  async append(scores: readonly Score[]): Promise<void> {
    for (const score of scores) this.#pending += `${JSON.stringify(score)}\n`;
    if (this.#pending.length >= FLUSH_AT) await this.#flush();
  }

  /** Gives the file its name. */
  async finish(): Promise<void> {
    await this.#flush();
    await writing(this.#file, async () => {
      await this.#handle.datasync();
      await this.#close();
      await rename(partial(this.#file), this.#file);
      await syncDirectory(path.dirname(this.#file));
    });
  }

  /** Takes away what was not finished; nothing where it was. */
  async discard(): Promise<void> {
    if (!this.#isOpen) return;
    await this.#close();
    await rm(partial(this.#file), { force: true });
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    await writing(this.#file, () => writeFully(this.#handle, bytes, null));
  }
}

function partial(file: string): string {
  return `${file}.partial`;
}
