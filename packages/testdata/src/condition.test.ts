import { expect, test } from 'vitest';
import { compileCondition, conditionReferences, conditionSchema, type Condition } from './condition.ts';

const names = {
  order: {
    status: 'delivered',
    total: 1990,
    shipped_at: null,
    delivered_at: '2026-03-01T09:00:00Z',
    tags: ['a'],
  },
  now: '2026-03-31T23:30:00Z',
  days: 30,
};

function holds(condition: Condition): boolean {
  return compileCondition(condition, { path: [] })({ names });
}

test.each<[Condition, boolean]>([
  [{}, true],
  [{ 'order.status': 'delivered' }, true],
  [{ 'order.status': ['pending', 'delivered'] }, true],
  [{ 'order.status': ['pending'] }, false],
  [{ 'order.shipped_at': null }, true],
  [{ 'order.never_set': null }, true],
  [{ 'order.delivered_at': { not: null } }, true],
  [{ 'order.status': { not: ['pending', 'delivered'] } }, false],
  [{ days: { min: 30, max: 30 } }, true],
  [{ days: { above: 30 } }, false],
  [{ days: { below: 31, not: 29 } }, true],
  [{ days: { max: '30' } }, false],
  [{ 'order.shipped_at': { max: '$now' } }, false],
  [{ 'order.shipped_at': { min: '$now' } }, false],
  [{ 'order.delivered_at': { max: '$now' } }, true],
  [{ 'order.total': { is: { $add: [1000, 990] } } }, true],
  [{ 'order.tags': { is: ['a'] } }, true],
  [{ 'order.status': { in: { $join: [['shipped'], ['delivered']] } } }, true],
  [{ days: 30, 'order.status': 'pending' }, false],
  [{ all: [{ days: 30 }, { days: 31 }] }, false],
  [{ any: [{ days: 30 }, { days: 31 }] }, true],
  [{ not: { days: 30 } }, false],
  [{ constructor: { not: null } }, false],
])('%j: %s', (condition, expected) => {
  expect(conditionSchema.safeParse(condition).success).toBe(true);
  expect(holds(condition)).toBe(expected);
});

test.each([
  ['a list', [1]],
  ['an empty any', { any: [] }],
  ['an empty test', { days: {} }],
  ['a path with a dollar', { $days: 1 }],
  ['a reference where a value belongs', { days: '$now' }],
  ['a nested list', { days: [[1]] }],
  ['an operation in place of a bound', { days: { $add: [1] } }],
])('%s is refused', (_, condition) => {
  expect(conditionSchema.safeParse(condition).success).toBe(false);
});

test('paths and references are listed', () => {
  expect(conditionReferences({ any: [{ days: { max: '$limits.days' } }] })).toEqual([
    { path: ['any', 0, 'days'], isKey: true, steps: ['days'] },
    { path: ['any', 0, 'days', 'max'], isKey: false, steps: ['limits', 'days'] },
  ]);
});
