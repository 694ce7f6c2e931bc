import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestSubset, type Catch } from './smallest-subset.ts';

test('greed would take three', () => {
  const cases: Catch[] = [
    { case_id: 'widest', mask: 0b011110 },
    { case_id: 'left', mask: 0b000111 },
    { case_id: 'nothing', mask: 0 },
    { case_id: 'right', mask: 0b111000 },
  ];
  expect(smallestSubset(cases, 6)).toEqual(['left', 'right']);
  expect(smallestSubset([{ case_id: 'nothing', mask: 0 }], 6)).toEqual([]);
});

test('it catches all, and nothing smaller does', () => {
  const masks = fc.array(fc.integer({ min: 0, max: 31 }), { maxLength: 7 });
  fc.assert(
    fc.property(masks, (list) => {
      const catches = list.map((mask, place) => ({ case_id: String(place), mask }));
      const all = list.reduce((union, mask) => union | mask, 0);
      const caughtBy = (ids: readonly string[]): number =>
        ids.reduce((union, id) => union | (list[Number(id)] ?? 0), 0);
      const chosen = smallestSubset(catches, 5);
      expect(caughtBy(chosen)).toBe(all);
      for (let subset = 0; subset < 1 << list.length; subset++) {
        const ids = catches.flatMap(({ case_id }, place) => ((subset >> place) & 1 ? [case_id] : []));
        if (caughtBy(ids) === all) expect(ids.length).toBeGreaterThanOrEqual(chosen.length);
      }
    }),
  );
});
