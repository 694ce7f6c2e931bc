import { seededRandom } from '@covergrid/core';

const permutations = new Map<string, Uint32Array>();
const MOST_PERMUTATIONS = 4096;

/**
 * The numbers below `size` in an order that depends on seed and key alone: to deal the entries of a list to scenarios
 * one after the other, so that each comes up as often as any other.
 */
export function permutation(size: number, seed: number, ...key: readonly string[]): Uint32Array {
  // No part of a key holds a newline.
  const name = `${size} ${seed} ${key.join('\n')}`;
  let order = permutations.get(name);
  if (order === undefined) {
    order = Uint32Array.from({ length: size }, (_, index) => index);
    const random = seededRandom(seed, 'permutation', ...key);
    for (let last = size - 1; last > 0; last--) {
      const other = random(0, last);
      const swapped = order[last] ?? 0;
      order[last] = order[other] ?? 0;
      order[other] = swapped;
    }
    if (permutations.size >= MOST_PERMUTATIONS) permutations.clear();
    permutations.set(name, order);
  }
  return order;
}
