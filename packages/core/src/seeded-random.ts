import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** One part of a random stream's name: a word, a number, or a list of such. */
export type KeyPart = string | number | readonly KeyPart[];

/** Draws integers, uniform over `from`..`to`, both inclusive, within ±2^53. */
export type RandomIntegers = (from: number, to: number) => number;

/** SHA-256 over the canonical JSON list `[seed, ...key]`, as 64 hex digits: an order for ties that no other key shares. */
export function keyedHash(seed: number, ...key: KeyPart[]): string {
  return keyDigest(seed, key).toString('hex');
}

/**
 * A stream of random integers that depends on the seed and the key alone, never on what else was drawn:
 * xoroshiro128+ (pure-rand) whose four 32-bit state words are the first 16 bytes, big-endian, of
 * SHA-256 over the canonical JSON list `[seed, ...key]`.
 */
export function seededRandom(seed: number, ...key: KeyPart[]): RandomIntegers {
  const digest = keyDigest(seed, key);
  const state = [0, 4, 8, 12].map((offset) => digest.readInt32BE(offset));
  const generator = xoroshiro128plusFromState(state);
  return (from, to) => uniformInt(generator, from, to);
}

function keyDigest(seed: number, key: readonly KeyPart[]): Buffer {
  return hash('sha256', canonicalize([seed, ...key]) ?? '', 'buffer');
}
