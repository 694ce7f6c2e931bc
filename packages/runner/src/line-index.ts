import { open } from 'node:fs/promises';
import { hasErrno, reading } from '@covergrid/core/files';

/** Where a line stands in a file, in bytes, without its newline. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

/** A line of a file with its place. */
export interface PlacedLine extends LinePlace {
  readonly text: string;
}

const NEWLINE = 0x0a;
const CHUNK = 1 << 20;

/**
 * The whole lines of a file, one at a time; what follows the last newline was torn off and is left out. No file has no
 * lines. Memory grows with the longest line alone.
 *
 * @throws INPUT_UNREADABLE
 */
export async function* wholeLines(file: string): AsyncGenerator<PlacedLine> {
  const handle = await reading(file, () => open(file, 'r')).catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const chunk = Buffer.alloc(CHUNK);
    let waiting: Buffer[] = [];
    let offset = 0;
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const bytes = chunk.subarray(0, bytesRead);
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
        const line = Buffer.concat([...waiting, bytes.subarray(from, to)]);
        yield { text: line.toString(), offset, length: line.length };
        offset += line.length + 1;
        waiting = [];
        from = to + 1;
      }
      if (from < bytes.length) waiting.push(Buffer.from(bytes.subarray(from)));
    }
  } finally {
    await handle.close();
  }
}
