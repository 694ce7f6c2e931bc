import { expect, test } from 'vitest';
import { holdsValue, holdsWords, valuesInText } from './values-in-text.ts';

function read(text: string): unknown {
  const { money, dates, ids, numbers, spelled } = valuesInText(text);
  return { money, dates, ids, numbers, spelled };
}

test('values are told by how they are written', () => {
  const text =
    'Order #W1234567 (p_20) for $1,234.50 arrived May 3, 2026; our 30-day window ends June 2nd. USD 12 or 40 dollars, 89.00, two left, 15% off, 3 Sept. On 4 of July, the W-1; 24/7. See 2026-07-01T10:00:00Z.';
  expect(read(text)).toEqual({
    money: [123_450, 1200, 4000, 8900],
    dates: ['2026-05-03', '--06-02', '--09-03', '--07-04', '2026-07-01'],
    ids: ['w1234567', 'p_20', 'w-1'],
    numbers: [30, 89, 15, 24, 7],
    spelled: [2],
  });
});

test('plain words hold no value', () => {
  expect(read('May I march on? The second one, a b-side, someone.')).toEqual({
    money: [],
    dates: [],
    ids: [],
    numbers: [],
    spelled: [],
  });
});

test.each([
  ['It was $89.', { kind: 'money', value: 8900 }, true],
  ['It was $890.', { kind: 'money', value: 8900 }, false],
  ['By May 3.', { kind: 'date', value: '2026-05-03T09:00:00Z' }, true],
  ['By May 3, 2025.', { kind: 'date', value: '2026-05-03' }, false],
  ['only two left', { kind: 'number', value: 2 }, true],
  ['one of them left', { kind: 'number', value: 1 }, true],
  ['One moment, please.', { kind: 'number', value: 1 }, false],
  ['It was 30 dollars and 60 cents.', { kind: 'money', value: 3060 }, true],
  ['It was a hundred and twenty dollars.', { kind: 'money', value: 12_000 }, true],
  ['It was 1.249,00 $.', { kind: 'money', value: 124_900 }, true],
  ['It was 30,60 USD.', { kind: 'money', value: 3060 }, true],
  ['thirty-five of them', { kind: 'number', value: 35 }, true],
  ['thirty-five of them', { kind: 'number', value: 5 }, false],
  ['in 30days', { kind: 'number', value: 30 }, true],
  ['on 05/03/2026', { kind: 'date', value: '2026-05-03' }, true],
  ['on 23/05/2026', { kind: 'date', value: '2026-05-23' }, true],
  ['on 3.5.2026', { kind: 'date', value: '2026-05-03' }, true],
  ['on 05/03', { kind: 'date', value: '2026-05-03' }, true],
  ['open 24/7, rated 4/5', { kind: 'number', value: 4 }, true],
  ['May the 3rd', { kind: 'date', value: '2026-05-03' }, true],
  ['Which of the two do you mean, the first one?', { kind: 'number', value: 2 }, false],
  ['order 77-2, w12', { kind: 'id', value: 'W12' }, true],
  ['order w123', { kind: 'id', value: 'W12' }, false],
  ['from Brewell', { kind: 'text', value: 'brewell' }, true],
] as const)('%s holds %o: %s', (text, value, expected) => {
  expect(holdsValue(text, valuesInText(text), value)).toBe(expected);
});

test('words are bounded', () => {
  expect(holdsWords('a product', 'pro')).toBe(false);
  expect(holdsWords('a pro-duct', 'pro')).toBe(true);
  expect(holdsWords('anything', '')).toBe(false);
});

test('long hostile text is read in linear time', () => {
  const start = performance.now();
  valuesInText('1'.repeat(200_000));
  valuesInText('a'.repeat(200_000));
  valuesInText('1,111'.repeat(40_000));
  valuesInText('a-'.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
