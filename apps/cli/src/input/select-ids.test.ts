import { expect, test } from 'vitest';
import { selectIds, splitList } from './select-ids.ts';

const IDS = ['cart-management', 'checkout-payments', 'customer-support', 'returns-refunds-exchanges'];

test.each([
  [['cart-management'], ['cart-management']],
  [['returns-refunds-exchanges,cart-management'], ['cart-management', 'returns-refunds-exchanges']],
  [['c*'], ['cart-management', 'checkout-payments', 'customer-support']],
  [['c*', 'returns-*'], IDS],
  [['{cart,checkout}-*'], ['cart-management', 'checkout-payments']],
  [['!c*'], ['returns-refunds-exchanges']],
  [
    ['*-payments', ' cart-management '],
    ['cart-management', 'checkout-payments'],
  ],
])('%j', (values, selected) => {
  expect(selectIds('domain', values, IDS)).toEqual(selected);
});

test('no pattern selects no part', () => {
  expect(selectIds('domain', undefined, IDS)).toBeUndefined();
});

test.each([
  ['chekout', 'checkout-payments'],
  ['checkout-paymants', 'checkout-payments'],
  ['refunds', 'returns-refunds-exchanges'],
  ['chekout*', 'checkout-payments'],
])('%s is near %s', (word, nearest) => {
  expect(() => selectIds('domain', [word], IDS)).toThrow(`Did you mean "${nearest}"?`);
});

test('what matches nothing names what there is', () => {
  expect(() => selectIds('behavior', ['cart-management', 'zzzzzzzzzzz'], IDS)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_UNKNOWN_BEHAVIOR',
      message: `No behavior matches "zzzzzzzzzzz"; the behaviors are ${IDS.join(', ')}.`,
    }),
  );
});

test('an empty list and a huge pattern are refused', () => {
  expect(() => selectIds('domain', [' , '], IDS)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  expect(() => selectIds('domain', ['*'.repeat(100_000)], IDS)).toThrow(
    expect.objectContaining({ code: 'CONFIG_UNKNOWN_DOMAIN' }),
  );
});

test('commas in braces do not split', () => {
  expect(splitList('a,{b,c}*, d ,,')).toEqual(['a', '{b,c}*', 'd']);
});
