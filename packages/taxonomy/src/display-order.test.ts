import { expect, test } from 'vitest';
import { inDisplayOrder } from './display-order.ts';

test('by order, then by where the range begins, then by id', () => {
  const shown = inDisplayOrder([
    { id: 'b' },
    { id: 'a' },
    { id: 'high', range: { min: 30 } },
    { id: 'medium', range: { above: 10, below: 30 } },
    { id: 'low', range: { max: 10 } },
    { id: 'second', order: 2 },
    { id: 'first', order: -1 },
    { id: 'also-second', order: 2 },
  ]);
  expect(shown.map(({ id }) => id)).toEqual([
    'first',
    'also-second',
    'second',
    'low',
    'medium',
    'high',
    'a',
    'b',
  ]);
});
