import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { reasonToStop, type StopOptions } from '@covergrid/core';
import { reading } from '@covergrid/core/files';

/**
 * SHA-256 of a file, as 64 hex digits.
 *
 * @throws INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT
 */
export async function hashFile(file: string, stop: StopOptions = {}): Promise<string> {
  const hash = createHash('sha256');
  await reading(file, async () => {
    for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const reason = reasonToStop(stop);
      if (reason !== undefined) throw reason;
      hash.update(bytes as Buffer);
    }
  });
  return hash.digest('hex');
}
