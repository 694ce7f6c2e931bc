import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatCount,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatQuantity,
  formatRough,
  formatShare,
} from './format-number.ts';

test('counts have commas between thousands, and lose no digit', () => {
  expect([0, 999, 1000, 5376, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '5,376', '1,234,567']);
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      expect(formatCount(count)).toMatch(/^\d{1,3}(,\d{3})*$/);
      expect(Number(formatCount(count).replaceAll(',', ''))).toBe(count);
    }),
  );
});

test.each([
  [1, 2, '50.0%'],
  [0, 5, '0.0%'],
  [5, 5, '100.0%'],
  [99_999, 100_000, '>99.9%'],
  [1, 100_000, '<0.1%'],
  [0, 0, '–'],
])('the share of %i in %i is %s', (part, whole, expected) => {
  expect(formatShare(part, whole)).toBe(expected);
});

test('a share is whole or nothing only where it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (whole, part) => {
      fc.pre(part <= whole);
      expect(formatShare(part, whole) === '100.0%').toBe(part === whole);
      expect(formatShare(part, whole) === '0.0%').toBe(part === 0);
    }),
  );
});

test('money, prices, estimates, decimals and quantities', () => {
  expect([1234.5, 0, 0.004].map((amount) => formatMoney(amount, 'USD'))).toEqual([
    'USD 1,234.50',
    'USD 0.00',
    'less than USD 0.01',
  ]);
  expect([2.5, 10, 0.075].map((price) => formatPrice(price, 'EUR'))).toEqual([
    'EUR 2.50',
    'EUR 10.00',
    'EUR 0.075',
  ]);
  expect([0, 950, 12_345, 19_837_440, 2e9].map(formatRough)).toEqual([
    '0',
    '950',
    '12,300',
    '19.8 million',
    '2 billion',
  ]);
  expect(formatDecimal(1234.25)).toBe('1,234.25');
  expect([formatQuantity(1, 'cell'), formatQuantity(2, 'cell')]).toEqual(['1 cell', '2 cells']);
});
