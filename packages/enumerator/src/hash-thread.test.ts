import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openStreamHash } from './hash-thread.ts';

test.each([1, 2])(
  'with %i threads the hash is the same, and one thread hands no bytes to another',
  async (threads) => {
    const hash = openStreamHash(1e9, threads);
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    const expected = createHash('sha256').update(bytes).digest('hex');
    const update = hash.update(bytes);
    // Bytes that are handed over are gone here until they come back.
    expect(bytes.length).toBe(threads === 1 ? 1000 : 0);
    expect((await update).length).toBe(1000);
    expect(await hash.digest()).toBe(expected);
    await hash.close();
  },
);
