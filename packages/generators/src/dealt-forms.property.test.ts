import { parsePhrase, type Phrase } from '@covergrid/worlds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealForm } from './dealt-forms.ts';

function phraseOf(text: string): Phrase {
  const parsed = parsePhrase(text);
  if (parsed.phrase === undefined) throw new Error(text);
  return parsed.phrase;
}

const PHRASES = [
  phraseOf('(Can|Could|May) I (keep|renew) {{ book.title }}?'),
  phraseOf('Please extend {{ book.title }}.'),
  phraseOf('Can I keep {{ book.title }}?'),
  phraseOf('I need it (longer|for longer).'),
];
/** Six, one, none of its own, two. */
const FORMS = 9;

const masked = (position: number, round: number, seed: number): string => {
  const form = dealForm(PHRASES, position, round, seed, ['a', 'b'])!;
  return form.phrase.masked(form.number);
};

test('forms that are spelt the same, but for what fills their slots, are one', () => {
  const texts = Array.from({ length: 30 }, (_, at) => masked(at, 30, 1));
  expect(new Set(texts).size).toBe(FORMS);
});

test('whoever takes one each of the first few gets different phrases', () => {
  const starts = Array.from({ length: 3 }, (_, at) => masked(at, 3, 5).slice(0, 5));
  expect(new Set(starts)).toEqual(new Set(['Can I', 'Pleas', 'I nee']));
});

test('within a round every position gets a form of its own, as far as there are forms', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), fc.nat({ max: 5 }), (seed, round, nth) => {
      const texts = Array.from({ length: round }, (_, at) => masked(nth * round + at, round, seed));
      expect(new Set(texts).size).toBe(Math.min(round, FORMS));
    }),
  );
});

test('a later round goes on where the one before it stopped', () => {
  const texts = [0, 1, 2].map((round) => Array.from({ length: 3 }, (_, at) => masked(round * 3 + at, 3, 1)));
  expect(new Set(texts.flat()).size).toBe(9);
});

test('the order is another for another seed or name, and depends on nothing else', () => {
  const deck = (seed: number): string[] => Array.from({ length: 9 }, (_, at) => masked(at, 9, seed));
  expect(deck(1)).toEqual(deck(1));
  expect(deck(2)).not.toEqual(deck(1));
  expect(deck(1).toSorted()).toEqual(deck(2).toSorted());
});

test('of no phrases there is no form', () => {
  expect(dealForm([], 0, 1, 1, [])).toBeUndefined();
});

test('further attempts give other forms, whether a round takes all of them or some', () => {
  for (const round of [4, 9, 30]) {
    const form = (attempt: number): string => {
      const { phrase, number } = dealForm(PHRASES, 2, round, 1, ['a'], attempt)!;
      return phrase.masked(number);
    };
    expect(form(1)).not.toBe(form(0));
  }
});
