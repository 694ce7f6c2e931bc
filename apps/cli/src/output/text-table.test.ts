import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import type { Paint } from './screen.ts';
import { textTable, type Column } from './text-table.ts';

const paint: Paint = (_, text) => text;
const columns: readonly Column[] = [
  { title: 'Id' },
  { title: 'Count', align: 'right' },
  { title: 'About', isFlexible: true },
];
const rows = [
  ['brand-free', '12', 'Some words that take more than one line.'],
  ['x', '3', ''],
];

test('the flexible column takes what is left', () => {
  expect(textTable(columns, rows, { width: 40, paint })).toBe(`Id          Count  About
──────────  ─────  ─────────────────────
brand-free     12  Some words that take
                   more than one line.
x               3`);
});

test('where the columns do not fit, the rows become a list without what is empty', () => {
  expect(textTable(columns, rows, { width: 30, paint })).toBe(`Id     brand-free
Count  12
About  Some words that take
       more than one line.

Id     x
Count  3`);
});

test.each([40, 60, 80, 120])('no line is wider than %i columns, and nothing is lost', (width) => {
  const long = ['a-very-long-id-of-a-rule.with-parts', '1,000,000', 'z'.repeat(200)];
  const text = textTable(columns, [long], { width, paint });
  expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
  expect(text.match(/z/g)).toHaveLength(200);
});
