import { expect, test } from 'vitest';
import { passAll, passAt } from './pass-at.ts';

test('of four trials with two passes', () => {
  // Of the six pairs one holds no pass, and one two.
  expect(passAt(4, 2, 2)).toBeCloseTo(5 / 6);
  expect(passAll(4, 2, 2)).toBeCloseTo(1 / 6);
  expect([passAt(4, 2, 1), passAll(4, 2, 1)]).toEqual([0.5, 0.5]);
  expect([passAt(4, 2, 4), passAll(4, 2, 4)]).toEqual([1, 0]);
  expect([passAt(3, 0, 3), passAll(3, 3, 3)]).toEqual([0, 1]);
});
