import { parseConfig, validateConfig } from '@covergrid/core/config';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { drawsFor } from './draws.ts';
import { compileFormula, formulaReferences, formulaSchema, type Formula } from './formula.ts';
import type { Json } from './json.ts';

const NAMES: Record<string, Json> = {
  order: {
    total: 1990,
    lines: [
      { id: 'a', total: 1000, tags: ['x'] },
      { id: 'b', total: 990 },
    ],
  },
  now: '2026-03-31T23:30:00Z',
  last: 'Núñez-Østby',
};

function value(formula: Formula, draws = drawsFor(1, 'test')): Json {
  return compileFormula(formula, { path: ['test'] })({ names: NAMES, draws });
}

test.each<[string, Formula, Json]>([
  ['plain values', { a: [1, 'x', null, true] }, { a: [1, 'x', null, true] }],
  ['references inside them', { a: ['$order.lines.1.id'] }, { a: ['b'] }],
  ['text with a dollar', '$$5 off', '$5 off'],
  ['a missing field', '$order.shipped_at', null],
  ['a step into a scalar', '$order.total.x', null],
  ['a missing name', '$customer', null],
  ['what an object inherits', '$order.constructor', null],
  ['what a list inherits', '$order.lines.length', null],
  ['sums', { $add: ['$order.total', 10, -1] }, 1999],
  ['a difference of three', { $subtract: [10, 3, 2] }, 5],
  ['a product', { $multiply: [3, 4] }, 12],
  ['a sum with a missing part', { $add: [1, '$order.shipped_at'] }, null],
  ['a half, up', { $percent: [50, 1] }, 1],
  ['a half, down', { $percent: [-50, 1] }, -1],
  ['no negative zero', { $percent: [-10, 1] }, 0],
  ['a half lost in binary', { $percent: [1150, 1.3] }, 15],
  ['a quotient', { $divide: [7, 2] }, 4],
  ['division by zero', { $divide: [7, 0] }, null],
  ['the least number', { $min: [3, 1, 2] }, 1],
  ['the latest instant', { $max: ['2026-01-01T00:00:00Z', '$now'] }, '2026-03-31T23:30:00Z'],
  ['the least of mixed kinds', { $min: [1, 'a'] }, null],
  ['joined text', { $concat: ['W', 12, true] }, 'W12true'],
  ['joined text with a hole', { $concat: ['W', '$order.shipped_at'] }, null],
  ['lower case', { $lower: 'ÀB' }, 'àb'],
  ['a slug', { $slug: '$last' }, 'nunezstby'],
  ['a date', { $date: '$now' }, '2026-03-31'],
  ['days over one midnight', { $days_between: ['$now', '2026-04-01T00:00:00Z'] }, 1],
  ['days within a date', { $days_between: ['2026-03-31T00:00:00Z', '$now'] }, 0],
  ['hours, begun ones not counted', { $hours_between: ['$now', '2026-04-01T01:29:59Z'] }, 1],
  ['days added', { $plus_days: ['2028-02-28T10:00:00Z', 1] }, '2028-02-29T10:00:00Z'],
  ['hours taken away', { $plus_hours: ['$now', -24] }, '2026-03-30T23:30:00Z'],
  ['days added to no instant', { $plus_days: ['2026-02-30T10:00:00Z', 1] }, null],
  ['days beyond the year 9999', { $plus_days: ['9999-12-31T10:00:00Z', 1] }, null],
  ['a member by keys', { $get: ['$order', 'lines', 1, 'id'] }, 'b'],
  ['a position', { $index: [['a', 'b'], 'b'] }, 1],
  ['the position of nothing', { $index: [['a', 'b'], 'c'] }, null],
  ['a count', { $count: '$order.lines' }, 2],
  ['keys', { $keys: { b: 1, a: 2 } }, ['b', 'a']],
  ['values', { $values: { b: 1, a: 2 } }, [1, 2]],
  ['a sum over a field', { $sum: ['$order.lines', 'total'] }, 1990],
  ['one list', { $join: [[1], '$order.shipped_at', [2]] }, [1, 2]],
  ['one object', { $merge: ['$order.lines.0', { total: 5 }] }, { id: 'a', total: 5, tags: ['x'] }],
  ['a choice', { $if: [{ 'order.total': { min: 1990 } }, 'yes', 'no'] }, 'yes'],
  ['a choice without else', { $if: [{ 'order.total': 0 }, 'yes'] }, null],
  ['a formula per element', { $map: ['$order.lines', { $add: ['$item.total', 1] }] }, [1001, 991]],
  ['elements in elements', { $map: [[[1], [2]], { $map: ['$item', ['$item']] }] }, [[[1]], [[2]]]],
  ['elements that fit', { $filter: [[1, 2, 3], { item: { above: 1 } }] }, [2, 3]],
  ['elements of no list', { $map: ['$order.total', 1] }, []],
  [
    'the first that fits',
    { $find: ['$order.lines', { tags: ['x'] }] },
    { id: 'a', total: 1000, tags: ['x'] },
  ],
  ['none that fits', { $find: ['$order.lines', { id: '$order.id' }] }, null],
])('%s', (_, formula, expected) => {
  expect(value(formula)).toEqual(expected);
});

test('draws stay in their range and take every value of it', () => {
  const drawn = (formula: Formula): Json[] =>
    Array.from({ length: 400 }, (_, index) => value(formula, drawsFor(1, 'draw', index)));
  expect(new Set(drawn({ $integer: [-1, 1] }))).toEqual(new Set([-1, 0, 1]));
  expect(new Set(drawn({ $pick: ['a', 'b'] }))).toEqual(new Set(['a', 'b']));
  expect(
    new Set(
      drawn({
        $weighted: [
          [1, 'a'],
          [1, '$order.total'],
        ],
      }),
    ),
  ).toEqual(new Set(['a', 1990]));
  expect(
    drawn({
      $weighted: [
        [1, 'a'],
        [3, 'b'],
      ],
    }).filter((item) => item === 'b').length,
  ).toBeGreaterThan(250);
  expect(drawn({ $chance: 25 }).filter((item) => item === true).length).toBeLessThan(150);
  for (const text of drawn({ $code: 'W-##@' })) expect(text).toMatch(/^W-\d\d[A-Z]$/);
  for (const text of drawn({ $digits: 4 })) expect(text).toMatch(/^\d{4}$/);
});

test('draws of nothing are null', () => {
  expect(value([{ $pick: [] }, { $integer: [2, 1] }, { $integer: ['$order.x', 1] }])).toEqual([
    null,
    null,
    null,
  ]);
});

test('elements draw for themselves, and so do equal formulas at other places', () => {
  const code: Formula = { $digits: 12 };
  expect(new Set(value({ $map: [[1, 2, 3], code] }) as Json[]).size).toBe(3);
  expect(new Set(value([code, code, code]) as Json[]).size).toBe(3);
});

test('what depends on constants alone is computed once', () => {
  const compiled = compileFormula(
    { $filter: ['$pools.kinds', { 'item.size': { min: 2 } }] },
    { path: [], constants: { pools: { kinds: [{ size: 1 }, { size: 2 }] } } },
  );
  expect(compiled({ names: {} })).toBe(compiled({ names: {} }));
  expect(compiled({ names: {} })).toEqual([{ size: 2 }]);
});

test('references are listed with their place, without the elements that operations bind', () => {
  expect(formulaReferences({ a: { $map: ['$order.lines', { $add: ['$item.total', '$fee'] }] } })).toEqual([
    { path: ['a', '$map', 0], isKey: false, steps: ['order', 'lines'] },
    { path: ['a', '$map', 1, '$add', 1], isKey: false, steps: ['fee'] },
  ]);
  expect(formulaReferences({ $if: [{ 'item.x': 1 }, 1] })).toEqual([
    { path: ['$if', 0, 'item.x'], isKey: true, steps: ['item', 'x'] },
  ]);
});

test.each([
  ['a: {$ad: [1]}', 'a must be an operation, which "$ad" is not (did you mean "$add"?).'],
  ['a: {$add: 1}', 'a["$add"] must be a list of at least 1 formulas.'],
  ['a: {$percent: [1]}', 'a["$percent"] must be a list of 2 formulas.'],
  ['a: {$add: [1], b: 2}', 'a must have no other key beside "$add".'],
  ['a: $Order total', 'a must be a reference such as $order.total; text that begins with $ is written $$.'],
  [
    'a: {$weighted: [[0, a]]}',
    'a["$weighted"] must be a list of [weight, formula], each weight a whole number from 1.',
  ],
  [
    'a: {$code: abc}',
    'a["$code"] must be text of at most 64 characters with # for digits and @ for letters.',
  ],
  ['a: {$if: [{x: {mni: 1}}, 1]}', 'a["$if"][0].x.mni must be one of not, min, max, above, below, is, in.'],
  ['b: 1', 'a is missing.'],
])('%s is refused: %s', (text, message) => {
  const schema = z.object({ a: formulaSchema });
  expect(() => validateConfig(parseConfig(text, 'x.yaml'), schema)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message }),
  );
});
