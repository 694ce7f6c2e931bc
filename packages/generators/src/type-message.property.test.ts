import { drawsFor } from '@covergrid/testdata';
import { valuesInText } from '@covergrid/worlds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinParts } from './join-parts.ts';
import { lowerStart, typeMessage } from './type-message.ts';

const draws = (n: number) => drawsFor(1, 'message', n);

test.each([
  [{ capitals: 'lower' }, 'Where is it? I wait.', 'where is it? I wait.'],
  [{ capitals: 'none' }, "Where is it? I wait. I'm sad.", "where is it? i wait. i'm sad."],
  [{ ending: 'bare' }, 'I wait.', 'I wait'],
  [{ ending: 'bare' }, 'I wait...', 'I wait...'],
  [{ ending: 'loud' }, 'I wait.', 'I wait!'],
  [{}, 'I wait.', 'I wait.'],
])('%j: %s', (persona, text, typed) => {
  expect(typeMessage(text, persona, draws(0))).toBe(typed);
});

test.each([
  ['Where', 'where'],
  ['I wait', 'I wait'],
  ['W1234567 is late', 'W1234567 is late'],
  ['USD 20', 'USD 20'],
  ["It's late", "it's late"],
])('a start in lower case: %s', (text, lowered) => {
  expect(lowerStart(text)).toBe(lowered);
});

test.each([
  [['Hello', 'where is it?', 'Thanks!'], 'Hello. where is it? Thanks!'],
  [['Hello,', 'Where is it?'], 'Hello, where is it?'],
])('parts %j', (parts, joined) => {
  expect(joinParts(parts)).toBe(joined);
});

const word = fc.constantFrom(
  'please',
  'return',
  'kettle',
  'yesterday',
  'somebody',
  'bring',
  'the',
  'Brewell',
  'Anna',
);
const value = fc.constantFrom(
  'W1234567',
  '#W7654321',
  '$45.90',
  '2026-05-04',
  '2026-05-03',
  'anna.long@example.com',
  'p_20304050',
  '30',
  'dollars',
  'seven',
  'twelve',
  'x-large7',
);

test('slips change one word at most, and no id, amount, date, address or name', () => {
  let slipped = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(word, value), { minLength: 1 }), fc.nat(), (words, n) => {
      const text = words.join(' ');
      const typed = typeMessage(text, { slips: 'few' }, draws(n));
      const changed = typed.split(' ').flatMap((now, at) => (now === words[at] ? [] : [words[at] ?? '']));
      expect(changed.length).toBeLessThanOrEqual(1);
      for (const each of changed) expect(each).toMatch(/^\p{Ll}{5,}$/u);
      const values = (read: string): unknown => ({ ...valuesInText(read), text: undefined });
      expect(JSON.stringify(values(typed))).toBe(JSON.stringify(values(text)));
      slipped += changed.length;
    }),
    { numRuns: 500 },
  );
  expect(slipped).toBeGreaterThan(0);
});
