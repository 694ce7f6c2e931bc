import type { StateDiff } from '@covergrid/worlds';
import { expect, test } from 'vitest';
import { isSameChange } from './same-change.ts';

const made = (key: string, fields: NonNullable<StateDiff[number]['after']>): StateDiff[number] => ({
  collection: 'returns',
  key,
  before: null,
  after: { id: key, ...fields },
});
const order = (key: string, returns: string[]): StateDiff[number] => ({
  collection: 'orders',
  key,
  before: { returns: [] },
  after: { returns },
});

test('ids of records that were made may differ, also where others refer to them', () => {
  const right = [order('W1', ['r_1']), made('r_1', { item: 'p_1' })];
  expect(isSameChange(right, [order('W1', ['r_9']), made('r_9', { item: 'p_1' })])).toBe(true);
  expect(isSameChange(right, [order('W1', ['r_1']), made('r_9', { item: 'p_1' })])).toBe(false);
});

test('what they hold, which records were changed, and how many, may not', () => {
  const right = [order('W1', ['r_1']), made('r_1', { item: 'p_1' })];
  expect(isSameChange(right, [order('W1', ['r_1']), made('r_1', { item: 'p_2' })])).toBe(false);
  expect(isSameChange(right, [order('W2', ['r_1']), made('r_1', { item: 'p_1' })])).toBe(false);
  expect(isSameChange(right, [...right, made('r_2', { item: 'p_1' })])).toBe(false);
  expect(
    isSameChange(
      [made('r_1', { n: 1 }), made('r_2', { n: 1 })],
      [made('r_1', { n: 1 }), made('r_2', { n: 2 })],
    ),
  ).toBe(false);
});

test('values that a call chooses freely may differ', () => {
  const [one, other] = [made('r_1', { note: 'Broken.' }), made('r_1', { note: 'It came broken' })];
  expect(isSameChange([one], [other])).toBe(false);
  expect(isSameChange([one], [other], { expected: ['Broken.'], actual: ['It came broken'] })).toBe(true);
});
