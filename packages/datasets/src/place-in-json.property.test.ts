import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elementLines, lineInJson, lineOfSyntaxError } from './place-in-json.ts';

const text = `{
  "a": "x, \\"}] : {",
  "b": [
    1,
    { "c": [true,
      null] }
  ]
}`;

test.each([
  [[], 1],
  [['a'], 2],
  [['b'], 3],
  [['b', 0], 4],
  [['b', 1, 'c'], 5],
  [['b', 1, 'c', 1], 6],
  [['b', 1, 'nothing', 1], 5],
  [['z'], 1],
  [['a', 'deeper'], 2],
])('%j is at line %i', (path, line) => {
  expect(lineInJson(text, path)).toBe(line);
});

test('elements of a list, in one pass', () => {
  expect(elementLines(text, ['b'])).toEqual([4, 5]);
  expect(elementLines(text, ['a'])).toEqual([]);
});

test.each([
  ['{\n"a": 1,\n}', 3],
  ['[1,\n2', 2],
  ['', 1],
])('%j ends to be JSON at line %i', (broken, line) => {
  let thrown: unknown;
  try {
    JSON.parse(broken);
  } catch (error) {
    thrown = error;
  }
  expect(lineOfSyntaxError(broken, thrown)).toBe(line);
});

/** Paths of all values, in order, as an indenting writer puts them: one line each, and one for each closing bracket. */
function* placesIn(value: unknown, path: string[], at: { line: number }): Generator<[string[], number]> {
  yield [path, at.line];
  if (typeof value !== 'object' || value === null) return;
  const members = Object.entries(value);
  for (const [key, member] of members) {
    at.line++;
    yield* placesIn(member, [...path, key], at);
  }
  if (members.length > 0) at.line++;
}

test('every value of any document is found where it stands', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const indented = JSON.stringify(value, null, 1);
      // Keys that look like numbers come first, as in what JSON.parse gives.
      for (const [path, line] of placesIn(JSON.parse(indented), [], { line: 1 })) {
        expect(lineInJson(indented, path)).toBe(line);
      }
    }),
  );
});
