import { expect, test } from 'vitest';
import { measureDialogues } from './dialogue-figures.ts';
import { judgeFigure, QUALITY_BARS } from './quality-bars.ts';

test('every figure but the two counts has one bar', () => {
  const figures = Object.keys(measureDialogues([]));
  expect(QUALITY_BARS.map(({ figure }) => figure)).toEqual(
    figures.filter((name) => name !== 'dialogues' && name !== 'turns'),
  );
});

test('no target lies outside its floor', () => {
  for (const { figure, target, floor } of QUALITY_BARS) {
    expect(target.least ?? Infinity, figure).toBeGreaterThanOrEqual(floor.least ?? -Infinity);
    expect(target.most ?? -Infinity, figure).toBeLessThanOrEqual(floor.most ?? Infinity);
  }
});

const bar = QUALITY_BARS.find(({ figure }) => figure === 'words_per_turn')!;

test.each([
  [6, 'met'],
  [14, 'met'],
  [5.9, 'short'],
  [20, 'short'],
  [20.1, 'failed'],
  [undefined, 'unjudged'],
  [NaN, 'unjudged'],
])('%s words a turn: %s', (value, verdict) => {
  expect(judgeFigure(bar, value)).toBe(verdict);
});
