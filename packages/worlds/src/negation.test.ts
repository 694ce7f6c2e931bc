import { describe, expect, test } from 'vitest';
import { isDeclined, isNegated, isTakenBack } from './negation.ts';

describe('"make an exception" is', () => {
  const phrase = 'make an exception';
  const negated = (sentence: string): boolean => isNegated(sentence, sentence.indexOf(phrase), phrase.length);

  test.each([
    'I cannot make an exception.',
    'I cant make an exception.',
    "It's impossible to make an exception.",
    'It would be against our rules to make an exception.',
    "I'd love to make an exception, but I can't.",
    'You said somebody would make an exception.',
    'Do you want me to make an exception?',
    "I can't refund this, and I can't make an exception.",
    'To make an exception is not in my power.',
  ])('no promise: %s', (sentence) => {
    expect(negated(sentence)).toBe(true);
  });

  test.each([
    "As this wasn't your fault, I'll make an exception.",
    "I can't refund it, so I'll make an exception.",
    'No worries, we can make an exception.',
    "We don't usually, but we make an exception.",
    'If you send a photo, we make an exception.',
  ])('a promise: %s', (sentence) => {
    expect(negated(sentence)).toBe(false);
  });
});

describe('"Brewell" is', () => {
  const declined = (sentence: string): boolean => isDeclined(sentence, sentence.indexOf('Brewell'), 7);

  test.each([
    "I won't suggest Brewell.",
    'Brewell is over your budget, so I left it out.',
    'Anything other than Brewell, then.',
    'There is Brewell, which I have not included.',
  ])('turned down: %s', (sentence) => {
    expect(declined(sentence)).toBe(true);
  });

  test.each([
    'Brewell is over your budget, but worth it.',
    "You don't want to wait, but Brewell is here.",
    'Why not Brewell?',
    'Brewell is over your budget, shall I add it?',
  ])('offered: %s', (sentence) => {
    expect(declined(sentence)).toBe(false);
  });
});

test.each([
  ['I moved it from May 3', true],
  ['I removed May 3', true],
  ['It is not May 3', true],
  ['I moved it from May 8 to May 3', false],
  ['It comes on May 3', false],
  ['No problem, it is May 3', false],
])('%s: taken back %s', (sentence, expected) => {
  expect(isTakenBack(sentence, sentence.length)).toBe(expected);
});
