import { expect, test } from 'vitest';
import type { Predicate } from './exclusions-schema.ts';
import { predicateText } from './predicate-text.ts';

test.each<[Predicate, string]>([
  [{}, 'everything'],
  [{ domain: 'search', price: { not: ['low', 'high'] } }, 'domain = search and price ≠ low or high'],
  [{ any: [{ trait: 'urgent' }, { price: 'low' }] }, '(trait = urgent or price = low)'],
  [{ not: { all: [{ price: 'low' }, {}] } }, 'not ((price = low and everything))'],
])('%j is %s', (predicate, text) => {
  expect(predicateText(predicate)).toBe(text);
});

test('other words may stand for the ids', () => {
  const words = {
    dimension: (key: string) => key.toUpperCase(),
    value: (key: string, id: string) => `${key}.${id}`,
  };
  expect(predicateText({ any: [{ not: { price: ['low', 'high'] } }] }, words)).toBe(
    '(not (PRICE = price.low or price.high))',
  );
});
