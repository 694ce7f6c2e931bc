import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { reading } from '@covergrid/core/files';

/**
 * SHA-256 of a file, as 64 hex digits.
 *
 * @throws INPUT_UNREADABLE
 */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await reading(file, async () => {
    for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(bytes as Buffer);
  });
  return hash.digest('hex');
}
