import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson.ts';

// Published values: Brown, Cai and DasGupta 2001; the rest by R's prop.test(correct = FALSE).
test.each([
  [48, 50, 0.865, 0.989],
  [50, 50, 0.929, 1],
  [0, 20, 0, 0.161],
  [1, 2, 0.095, 0.905],
])('%i of %i', (successes, n, low, high) => {
  const interval = wilsonInterval(successes, n);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});
