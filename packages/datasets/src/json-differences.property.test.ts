import type { Json } from '@covergrid/testdata';
import { equalJson } from '@covergrid/testdata';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceInWords, inWords, jsonDifferences } from './json-differences.ts';

test.each<[Json, Json, string[]]>([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: { c: 'x' } }, { b: { c: 'y' }, a: 1 }, ['b.c: "x" → "y"']],
  [{ a: 1 }, {}, ['a: 1 → nothing']],
  [{}, { a: null }, ['a: nothing → null']],
  [
    [{ id: 'x', n: 1 }, { id: 'y' }],
    [{ id: 'y' }, { id: 'x', n: 2 }, { id: 'z' }],
    ['x.n: 1 → 2', 'z: nothing → {"id":"z"}'],
  ],
  [[{ id: 'x' }, { id: 'x' }], [{ id: 'x' }], ['1: {"id":"x"} → nothing']],
  [
    { list: [{ id: 'x' }, { id: 'y' }] },
    { list: [{ id: 'y' }, { id: 'x' }] },
    ['list: [{"id":"x"},{"id":"y"}] → [{"id":"y"},{"id":"x"}]'],
  ],
  [{ a: [] }, { a: {} }, ['a: [] → {}']],
])('%j and %j', (before, after, words) => {
  expect(jsonDifferences(before, after).map(differenceInWords)).toEqual(words);
});

test('a long value is cut', () => {
  expect(inWords('x'.repeat(100))).toBe(`"${'x'.repeat(78)}…`);
});

test('nothing differs where JSON is equal, and something where it is not; both ways the same places', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (left, right) => {
      const [before, after] = [left, right] as [Json, Json];
      const found = jsonDifferences(before, after);
      expect(found.length === 0).toBe(equalJson(before, after));
      const back = jsonDifferences(after, before).map(({ path }) => path);
      expect(found.map(({ path }) => path).toSorted()).toEqual(back.toSorted());
    }),
  );
});
