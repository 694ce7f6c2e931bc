import { expect, test } from 'vitest';
import { asksToConfirm } from './asks-to-confirm.ts';

test.each([
  ['Shall I cancel W1?', true],
  ['It is $5.00 more. Would you like me to go ahead?', true],
  ['I can exchange it for the red one. Is that okay?', true],
  ['Please confirm that I may book it.', true],
  ['Do you want me to place the order, then? ', true],
  ['The total is $12.50, may I charge it?', true],
  ['Which order do you mean?', false],
  ['Anything else I should consider?', false],
  ['Shall I look? Your order is W1.', false],
  ['I have cancelled it. You will get a mail to confirm it.', false],
  ['Could you confirm the address?', true],
  ['Done.', false],
  ['', false],
])('%s: %s', (reply, expected) => {
  expect(asksToConfirm(reply)).toBe(expected);
});

test('a long reply without an end is read in linear time', () => {
  expect(asksToConfirm('1.'.repeat(500_000))).toBe(false);
  expect(asksToConfirm('a '.repeat(500_000))).toBe(false);
});
