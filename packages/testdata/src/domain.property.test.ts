import fc from 'fast-check';
import { test } from 'vitest';
import { parse, stringify } from 'yaml';
import { WORKSHOP } from '../test/workshop.ts';
import { compileDomainModel, type Domain, type Happening } from './domain.ts';
import type { State } from './draft.ts';
import { drawsFor } from './draws.ts';
import type { JsonObject } from './json.ts';
import { parseDomainModel } from './load-domain-model.ts';

const NOW = '2026-05-04T09:00:00Z';
const domain = compileDomainModel(parseDomainModel(WORKSHOP, 'workshop.yaml'));

function row(of: Domain, seed: number, index: number): JsonObject {
  return of.make(of.empty(NOW), 'bike', { draws: drawsFor(seed, 'bike', index) }).record;
}

test('a record depends on seed, entity and row alone: not on what is made before it', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.array(fc.nat(10_000), { minLength: 1 }), (seed, rows) => {
      const alone = rows.map((index) => row(domain, seed, index));
      const backwards = rows.toReversed().map((index) => row(domain, seed, index));
      return JSON.stringify(alone) === JSON.stringify(backwards.toReversed());
    }),
  );
});

test('a new field moves no other value, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.nat(5),
      fc.constantFrom<unknown>({ $digits: 3 }, { $integer: [1, 9] }, 'x'),
      (seed, position, formula) => {
        const model = parse(WORKSHOP) as { entities: { fields: object; types: object }[] };
        const [bike] = model.entities;
        if (bike === undefined) return false;
        const fields = Object.entries(bike.fields);
        fields.splice(position, 0, ['extra', formula]);
        bike.fields = Object.fromEntries(fields);
        bike.types = {
          ...bike.types,
          extra:
            formula === 'x'
              ? 'text'
              : typeof formula === 'object' && '$digits' in (formula ?? {})
                ? 'text'
                : 'count',
        };
        const wider = compileDomainModel(parseDomainModel(stringify(model), 'wider.yaml'));
        const { extra: _, ...rest } = row(wider, seed, 7);
        return JSON.stringify(rest) === JSON.stringify(row(domain, seed, 7));
      },
    ),
    { numRuns: 30 },
  );
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    event: fc.constant('repair.open'),
    args: fc.record({ bike_id: fc.constantFrom('b1', 'b2'), urgent: fc.boolean() }),
  }),
  fc.record({
    event: fc.constant('repair.fit'),
    target: fc.constantFrom('r1', 'r2'),
    args: fc.record({ part_ids: fc.array(fc.constantFrom('p1', 'p2', 'p3'), { maxLength: 3 }) }),
  }),
  fc.record({
    event: fc.constantFrom('repair.finish', 'part.take', 'no.event'),
    target: fc.constantFrom('r1', 'p1'),
  }),
);

function start(): State {
  let state = domain.empty(NOW);
  ({ state } = domain.make(state, 'bike', { draws: drawsFor(1, 'b'), with: { bike_id: 'b1' } }));
  for (const [part_id, stock] of [
    ['p1', 3],
    ['p2', 0],
  ] as const)
    ({ state } = domain.make(state, 'part', { draws: drawsFor(1, part_id), with: { part_id, stock } }));
  const opened = domain.apply(state, { event: 'repair.open', args: { bike_id: 'b1', repair_id: 'r1' } });
  return opened.ok ? opened.state : state;
}

test('events are pure: the state before stays as it was, and replaying gives the same', () => {
  const replay = (happenings: readonly Happening[]): State[] => {
    const states = [start()];
    for (const each of happenings) {
      const state = states.at(-1) ?? start();
      const applied = domain.apply(state, each);
      states.push(applied.ok ? applied.state : state);
    }
    return states;
  };
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
      const states = replay(happenings);
      const texts = states.map((state) => JSON.stringify(state));
      // Only now, so that a later event that wrote into an earlier state shows.
      return replay(happenings).every((state, index) => JSON.stringify(state) === texts[index]);
    }),
  );
});
