import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** SHA-256 over bytes that arrive one after the other. */
export interface StreamHash {
  /** Takes the next bytes, with their whole buffer, and gives them back when they are hashed. */
  update(bytes: Uint8Array): Promise<Uint8Array>;
  /** The hash as 64 hex digits; nothing may follow. */
  digest(): Promise<string>;
  /** Ends it, digested or not. */
  close(): Promise<void>;
}

/** Below this many bytes a thread costs more than it saves. */
const THREAD_FROM_BYTES = 32 * 1024 * 1024;

/**
 * A hash for about so many bytes: beside this thread where that pays, so that rendering and hashing, which cost
 * about the same, run at once.
 *
 * @param threads how many may compute at the same time, this one included
 */
export function openStreamHash(expectedBytes: number, threads = availableParallelism()): StreamHash {
  return expectedBytes >= THREAD_FROM_BYTES && threads > 1 ? new HashThread() : new InlineHash();
}

class InlineHash implements StreamHash {
  readonly #hash = createHash('sha256');

  async update(bytes: Uint8Array): Promise<Uint8Array> {
    this.#hash.update(bytes);
    return bytes;
  }

  async digest(): Promise<string> {
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {}
}

/** What the thread runs; a string, because a file of its own would have another name in `src` than in `dist`. */
const THREAD = `
  const { createHash } = require('node:crypto');
  const { parentPort } = require('node:worker_threads');
  const hash = createHash('sha256');
  parentPort.on('message', (bytes) => {
    if (bytes === null) return parentPort.postMessage(hash.digest('hex'));
    hash.update(bytes);
    parentPort.postMessage(bytes, [bytes.buffer]);
  });
`;

type Answer = Uint8Array | string;

class HashThread implements StreamHash {
  readonly #worker = new Worker(THREAD, { eval: true, execArgv: [] });
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];

  constructor() {
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error: Error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  async update(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    return (await this.#ask(bytes, [bytes.buffer])) as Uint8Array;
  }

  async digest(): Promise<string> {
    return String(await this.#ask(null, []));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(message: Uint8Array | null, moved: ArrayBuffer[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(message, moved);
    });
  }
}
