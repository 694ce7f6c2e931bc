import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTechniqueOrder } from './technique-order.ts';

const axis = (id: string, count: number) => ({
  id,
  bins: Array.from({ length: count }, (_, index) => `${id}${index}`),
});
const counts = fc.integer({ min: 1, max: 4 });

test('in each lane places are those from 0 on, once each, for final scenarios and for the others', () => {
  fc.assert(
    fc.property(
      counts,
      counts,
      counts,
      fc.shuffledSubarray(['a', 'b', 'c']),
      fc.nat({ max: 3 }),
      (...given) => {
        const [inA, inB, inC, order, last] = given;
        const axes = [axis('a', inA), axis('b', inB), axis('c', inC)];
        const isFinal = (bins: Readonly<Record<string, string>>): boolean => bins['b'] === `b${last}`;
        const turnOf = compileTechniqueOrder(axes, order, new Set(['b']), isFinal);
        const all = axes[0]!.bins.flatMap((a) =>
          axes[1]!.bins.flatMap((b) => axes[2]!.bins.map((c) => turnOf({ a, b, c }))),
        );
        for (const [lane, turns] of Map.groupBy(all, (turn) => `${turn.isFinal} ${turn.lane}`)) {
          const places = turns.map(({ place }) => place).toSorted((one, other) => one - other);
          expect(places, lane).toEqual(Array.from({ length: turns[0]!.size }, (_, index) => index));
        }
      },
    ),
  );
});

test('the bins of the last axis are lanes, the one before is the fastest', () => {
  const axes = [axis('a', 2), axis('b', 2), axis('c', 3)];
  const turnOf = compileTechniqueOrder(axes, ['c', 'b', 'a'], new Set(), () => false);
  expect(turnOf({ a: 'a1', b: 'b0', c: 'c0' })).toMatchObject({ lane: 1, lanes: 2, place: 0, size: 6 });
  expect(turnOf({ a: 'a0', b: 'b1', c: 'c0' })).toMatchObject({ lane: 0, place: 1 });
  expect(turnOf({ a: 'a0', b: 'b0', c: 'c2' })).toMatchObject({ lane: 0, place: 4 });
});

test('without an order, and where the last axis decides, there is one lane', () => {
  const axes = [axis('a', 2), axis('b', 3)];
  for (const [order, finalAxes] of [
    [[], []],
    [['a', 'b'], ['b']],
  ] as const) {
    const turnOf = compileTechniqueOrder(axes, order, new Set(finalAxes), ({ b }) => b === 'b1');
    expect(turnOf({ a: 'a1', b: 'b2' })).toMatchObject({ lanes: 1 });
  }
});
