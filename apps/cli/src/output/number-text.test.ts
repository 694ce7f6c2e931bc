import { expect, test } from 'vitest';
import { countOf, durationText, shareText, sizeText } from './number-text.ts';

test('counts', () => {
  expect([countOf(1, 'line'), countOf(2, 'line')]).toEqual(['1 line', '2 lines']);
});

test('shares', () => {
  expect([shareText(54, 3696), shareText(0, 0), shareText(1, 1)]).toEqual(['1.5 %', '0.0 %', '100.0 %']);
});

test('sizes', () => {
  expect([0, 1023, 1024, 2_354_724, 5 * 2 ** 40].map(sizeText)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KiB',
    '2.2 MiB',
    '5.0 TiB',
  ]);
});

test('durations', () => {
  expect([0.034, 4, 12.4, 59.7, 185, 7800].map(durationText)).toEqual([
    '0.03 s',
    '4 s',
    '12 s',
    '1 min 0 s',
    '3 min 5 s',
    '2 h 10 min',
  ]);
});
