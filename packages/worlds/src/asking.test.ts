import { expect, test } from 'vitest';
import { isAsked } from './asking.ts';

test.each([
  'Which order is it?',
  'which order is it',
  'Give me the order number.',
  'Sure, send me the order number.',
  "I'd first need the order number.",
  'If you share the order number, I can look.',
  'May I have the order number.',
  'Do you have the order number?',
])('asks: %s', (sentence) => {
  expect(isAsked(sentence, ['order number', 'which order'])).toBe(true);
});

test.each([
  'I can confirm the order number is W1.',
  'Please note that it has changed.',
  'Thanks for the order number, shall I go on?',
  'Thank you for sharing the order number.',
  "You don't need to share the order number.",
  'I know which order it is.',
])('does not ask: %s', (sentence) => {
  expect(isAsked(sentence, ['order number', 'which order'])).toBe(false);
});
