import { seededRandom } from '@covergrid/core';

/** Up to `count` of the items in an order that depends on their number and `purpose` alone. */
export function seededSample<T>(items: readonly T[], count: number, purpose: string): T[] {
  const random = seededRandom(0, 'quality', purpose);
  const shuffled = [...items];
  const size = Math.min(count, items.length);
  for (let i = 0; i < size; i++) {
    const other = random(i, items.length - 1);
    [shuffled[i], shuffled[other]] = [shuffled[other]!, shuffled[i]!];
  }
  return shuffled.slice(0, size);
}
