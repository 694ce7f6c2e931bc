import type { KeyPart } from '@covergrid/core';

/**
 * Where the random values of one record, step or case come from. A draw depends on these two words and on the place
 * of the formula that draws, so that a new field or another order moves no other value.
 */
export interface Draws {
  readonly high: number;
  readonly low: number;
}

/**
 * The draws of a seed and a key, or, given draws, those of a key below them:
 * `drawsFor(drawsFor(1, 'a'), 'b')` equals `drawsFor(1, 'a', 'b')`.
 *
 * Fast, not cryptographic: two 32-bit lanes of multiply and xor (after cyrb53) over the key, then the finaliser of
 * MurmurHash3. About 0.1 µs; `seededRandom` of core takes SHA-256 instead.
 *
 * @param seed an integer within ±2^53
 */
export function drawsFor(seed: number | Draws, ...key: readonly KeyPart[]): Draws {
  let high: number;
  let low: number;
  if (typeof seed === 'number') {
    high = mix(Math.floor(seed / 2 ** 32) ^ 0xdead_beef);
    low = mix(seed ^ 0x41c6_ce57);
  } else {
    ({ high, low } = seed);
  }
  for (const part of key) {
    const text = typeof part === 'string' ? `s${part}` : `j${JSON.stringify(part)}`;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, 0x9e37_79b1);
      low = Math.imul(low ^ unit, 0x5f35_6495);
    }
    // The end of a part is no character: ['ab', 'c'] and ['a', 'bc'] differ.
    const mixed = mix(high ^ Math.imul(low, 0x85eb_ca6b) ^ text.length);
    low = mix(low ^ Math.imul(mixed, 0xc2b2_ae35));
    high = mixed;
  }
  return { high, low };
}

/** The draws of the element at a position. */
export function drawsOfElement({ high, low }: Draws, index: number): Draws {
  const mixed = mix(high ^ Math.imul(index + 1, 0x9e37_79b1));
  return { high: mixed, low: mix(low + mixed) };
}

/** Names the place of a formula, for {@link drawInteger}: a 32-bit hash of its path. */
export function drawPlace(path: readonly PropertyKey[]): number {
  return drawsFor(0, ...path.map(String)).low;
}

/**
 * An integer, uniform over `from`..`to`, both inclusive; the `nth` that this place draws.
 *
 * The fraction has 53 bits, so that the bias for a range of n numbers is below n / 2^53.
 */
export function drawInteger(draws: Draws, place: number, from: number, to: number, nth = 0): number {
  const first = mix((draws.low ^ place) + Math.imul(nth, 0x9e37_79b1));
  const second = mix((draws.high + first) ^ Math.imul(place, 0x85eb_ca6b));
  const fraction = ((first >>> 5) * 0x400_0000 + (second >>> 6)) / 0x20_0000_0000_0000;
  return from + Math.floor(fraction * (to - from + 1));
}

function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
