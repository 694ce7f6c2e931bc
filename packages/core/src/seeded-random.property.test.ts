import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedHash, seededRandom } from './seeded-random.ts';

describe('seededRandom', () => {
  it('depends on seed and key alone, not on other streams or earlier draws', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.string()), fc.array(fc.string()), (seed, key, other) => {
        const [stream, disturbance] = [seededRandom(seed, key), seededRandom(seed, other, 1)];
        const drawn = Array.from({ length: 5 }, () => (disturbance(0, 9), stream(0, 1e9)));
        const again = seededRandom(seed, key);
        expect(Array.from({ length: 5 }, () => again(0, 1e9))).toEqual(drawn);
      }),
    );
  });

  it('stays within its bounds, both inclusive, up to 2^53', () => {
    fc.assert(
      fc.property(fc.integer(), fc.maxSafeNat(), fc.maxSafeNat(), (seed, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const value = seededRandom(seed, 'bounds')(low, high);
        expect(Number.isSafeInteger(value) && value >= low && value <= high).toBe(true);
      }),
    );
    const draw = seededRandom(1, 'all');
    expect(new Set(Array.from({ length: 200 }, () => draw(0, 3)))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('keeps parts of a key apart', () => {
    const keys = [['ab'], ['a', 'b'], [['a', 'b']], [['a'], 'b'], ['a', 'b', 0], [0, 'a']] as const;
    expect(new Set(keys.map((key) => keyedHash(1, ...key))).size).toBe(keys.length);
  });

  it('is SHA-256 over canonical JSON, so that anybody can recompute it', () => {
    expect(keyedHash(7, 'limit', ['domain=a'], 2)).toBe(
      createHash('sha256').update('[7,"limit",["domain=a"],2]').digest('hex'),
    );
  });
});
