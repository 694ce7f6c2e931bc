import { expect, test } from 'vitest';
import { rangeWords } from './range-words.ts';

test('ranges in words', () => {
  expect(rangeWords({ max: 10 }, 'percent')).toBe('at most 10%');
  expect(rangeWords({ above: 10, below: 30 }, 'percent')).toBe('more than 10% and less than 30%');
  expect(rangeWords({ min: 1500 }, 'days')).toBe('at least 1,500 days');
  expect(rangeWords({ min: -0.5 }, undefined)).toBe('at least -0.5');
  expect(rangeWords({}, undefined)).toBe('any number');
  expect(rangeWords(undefined, 'days')).toBe('');
});
