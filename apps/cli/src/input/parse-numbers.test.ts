import { expect, test } from 'vitest';
import { parseConcurrency } from './parse-concurrency.ts';
import { parseInteger } from './parse-integer.ts';
import { parseTurns } from './parse-turns.ts';

test.each([
  ['1', 1],
  ['-7', -7],
  ['+3', 3],
  ['-0', 0],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('%s is an integer', (text, value) => {
  expect(parseInteger(text)).toBe(value);
});

test.each(['', ' ', 'x', '1.5', '1e3', '0x10', '9007199254740992', 'NaN'])('%j is no integer', (text) => {
  expect(() => parseInteger(text)).toThrow(
    'It must be a whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991',
  );
});

test.each([
  ['1', 1],
  ['2.5', 2.5],
  ['1000', 1000],
])('%s is a number of turns', (text, value) => {
  expect(parseTurns(text)).toBe(value);
});

test.each(['', '0.9', '-1', '1000.1', 'x', '1e3', 'Infinity'])('%j is no number of turns', (text) => {
  expect(() => parseTurns(text)).toThrow('It must be a number from 1 to 1,000, such as 3.5.');
});

test.each(['1', '2', '256'])('%s is a number of threads', (text) => {
  expect(parseConcurrency(text)).toBe(Number(text));
});

test.each(['', '0', '-1', '1.5', '257', '1e1', 'x'])('%j is no number of threads', (text) => {
  expect(() => parseConcurrency(text)).toThrow('It must be a whole number from 1 to 256');
});
