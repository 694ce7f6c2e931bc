import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** One line of a file. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** What is wrong with it as a line; undefined where nothing is. */
  readonly fault: string | undefined;
}

/** A line beyond this is not read: no record of ours comes near it. */
const MOST_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Reads a file line by line, and hashes it on the way; memory does not grow with the file. */
export class LineReader {
  readonly #file: string;
  readonly #hash = createHash('sha256');

  constructor(file: string) {
    this.#file = file;
  }

  /** The lines, in order. An empty last line, after the last newline, is none. */
  async *lines(): AsyncGenerator<Line> {
    let number = 0;
    let waiting: Buffer[] = [];
    let size = 0;
    for await (const chunk of createReadStream(this.#file) as AsyncIterable<Buffer>) {
      this.#hash.update(chunk);
      let from = 0;
      for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
        waiting.push(chunk.subarray(from, to));
        yield readLine(Buffer.concat(waiting), ++number, true);
        waiting = [];
        size = 0;
        from = to + 1;
      }
      size += chunk.length - from;
      if (size > MOST_BYTES) {
        yield { text: '', number: number + 1, fault: 'is longer than 64 MiB; what follows was not read' };
        return;
      }
      if (from < chunk.length) waiting.push(chunk.subarray(from));
    }
    if (waiting.length > 0) yield readLine(Buffer.concat(waiting), number + 1, false);
  }

  /** SHA-256 of all that was read, in hex; once, after the lines. */
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readLine(bytes: Buffer, number: number, isEnded: boolean): Line {
  try {
    const text = utf8.decode(bytes);
    return { text, number, fault: isEnded ? undefined : 'is cut off: it has no newline at its end' };
  } catch {
    return { text: '', number, fault: 'is not UTF-8' };
  }
}
