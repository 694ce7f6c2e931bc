import { expect, test } from 'vitest';
import { wrapCell, wrapWords } from './wrap-text.ts';

test('words break at spaces; a word that is too wide stands alone', () => {
  expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapWords('see datasets/commerce now', 8)).toEqual(['see', 'datasets/commerce', 'now']);
  expect(wrapWords('  in front', 20)).toEqual(['  in front']);
  expect(wrapWords('', 20)).toEqual(['']);
});

test('colour takes no width', () => {
  expect(wrapWords('\u001b[1mone\u001b[22m two', 7)).toEqual(['\u001b[1mone\u001b[22m two']);
});

test.each([
  ['low-risk-cap.happy-path', 14, ['low-risk-cap.', 'happy-path']],
  ['a physical-impossibility', 10, ['a', 'physical-', 'impossibil', 'ity']],
  ['x'.repeat(25), 10, ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]],
  ['検索検索検索', 5, ['検索', '検索', '検索']],
])('in a cell, wide words break too: %j', (text, width, lines) => {
  expect(wrapCell(text, width)).toEqual(lines);
});
