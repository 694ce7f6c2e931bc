import { compileGrid } from '@covergrid/rules';
import { defineConfiguration, dimensionsOf, type Configuration } from '@covergrid/taxonomy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryConfiguration } from '../../../tests/support/arbitrary-configuration.ts';
import { scenarioChunks } from './scenario-chunks.ts';
import { ScenarioIds } from './scenario-ids.ts';

type Values = Readonly<Record<string, string>>;

/** Ids by what a scenario is, for all of a grid. */
function idsOf(configuration: Configuration, seed = 1): Map<string, string> {
  const grid = compileGrid(configuration, { seed });
  const ids = new ScenarioIds(configuration.taxonomy.id, grid.dimensions);
  const ruleIds = configuration.exclusions.rules.map(({ id }) => id);
  const found = new Map<string, string>();
  for (const { bytes } of scenarioChunks(grid, ids, ruleIds, 'all', { from: 0, to: grid.raw })) {
    for (const line of Buffer.from(bytes).toString().trimEnd().split('\n')) {
      const {
        scenario_id: id,
        domain,
        behavior,
        axes,
      } = JSON.parse(line) as Record<string, string> & {
        axes: Values;
      };
      const point = { domain, behavior, ...axes } as Values;
      const names = Object.keys(point).toSorted();
      found.set(JSON.stringify(names.map((name) => [name, point[name]])), id!);
    }
  }
  return found;
}

test('ids survive added domains, other rules, another seed and reordered axes', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, fc.integer(), ({ taxonomy, exclusions }, seed) => {
      const before = idsOf({ taxonomy, exclusions });
      const after = idsOf(
        defineConfiguration(
          {
            ...taxonomy,
            version: '1.9.0',
            domains: [{ id: 'added', name: 'Added' }, ...taxonomy.domains.toReversed()],
            axes: taxonomy.axes.toReversed(),
          },
          {
            ...exclusions,
            rules: [{ id: 'new', category: 'own', rationale: 'New.', exclude: { domain: 'added' } }],
          },
        ),
        seed,
      );
      expect(after.size).toBe((before.size / taxonomy.domains.length) * (taxonomy.domains.length + 1));
      for (const [point, id] of before) expect(after.get(point)).toBe(id);
    }),
    { numRuns: 50 },
  );
});

test('another vertical, bin or axis gives other ids', () => {
  const dimensions = [
    { id: 'domain', values: ['a', 'b'] },
    { id: 'behavior', values: ['a', 'b'] },
    { id: 'x', values: ['a', 'b'] },
  ];
  const id = (vertical: string, digits: number[], dims = dimensions): string =>
    new ScenarioIds(vertical, dims).idOf(digits);
  const all = [
    id('v', [0, 0, 0]),
    id('w', [0, 0, 0]),
    // The same values at other places: the sum of tokens must tell them apart.
    id('v', [1, 0, 0]),
    id('v', [0, 1, 0]),
    id('v', [0, 0, 1]),
    id('v', [0, 0, 0], dimensions.with(2, { id: 'y', values: ['a', 'b'] })),
    id('v', [0, 0, 0], dimensions.with(2, { id: 'x', values: ['c', 'b'] })),
  ];
  expect(new Set(all).size).toBe(all.length);
  for (const one of all) expect(one).toMatch(/^scn_[0-9a-f]{24}$/);
});

test('a million scenarios have a million ids, in either half of the id', () => {
  const dimensions = [10, 10, 10, 10, 10, 10].map((size, i) => ({
    id: `d${i}`,
    values: Array.from({ length: size }, (_, v) => `v${v}`),
  }));
  const ids = new ScenarioIds('million', dimensions);
  const [whole, first, last] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (let row = 0; row < 1_000_000; row++) {
    const id = ids.idOf(Array.from(String(row).padStart(6, '0'), Number));
    whole.add(id);
    first.add(id.slice(4, 16));
    last.add(id.slice(16));
  }
  expect(whole.size).toBe(1_000_000);
  // 48 bits each: two alike are expected once in 560 such grids.
  expect(first.size).toBeGreaterThan(999_997);
  expect(last.size).toBeGreaterThan(999_997);
});

test('a scenario is found from its id, and nothing from another', () => {
  fc.assert(
    fc.property(arbitraryConfiguration, fc.nat(), ({ taxonomy }, number) => {
      const dimensions = dimensionsOf(taxonomy);
      const ids = new ScenarioIds(taxonomy.id, dimensions);
      const digits = dimensions.map(({ values }, i) => Math.floor(number / (i + 1)) % values.length);
      const id = ids.idOf(digits);
      expect([...ids.find(id)!]).toEqual(digits);
      expect(new ScenarioIds('another', dimensions).find(id)).toBeUndefined();
      for (let at = 4; at < id.length; at++) {
        const digit = (Number.parseInt(id[at]!, 16) ^ 1).toString(16);
        expect(ids.find(id.slice(0, at) + digit + id.slice(at + 1))).toBeUndefined();
      }
    }),
    { numRuns: 50 },
  );
});

test.for([
  '',
  'scn_',
  `scn_${'0'.repeat(24)}`,
  `scn_${'F'.repeat(24)}`,
  `scn_${'0'.repeat(25)}`,
  `x${'0'.repeat(27)}`,
  '__proto__',
])('%j is no scenario', (id) => {
  const ids = new ScenarioIds('v', [
    { id: 'domain', values: ['a', 'b'] },
    { id: 'behavior', values: ['a'] },
  ]);
  expect(ids.find(id)).toBeUndefined();
  expect(ids.find(`${ids.idOf([1, 0])}\n`)).toBeUndefined();
  expect(ids.find(ids.idOf([1, 0]).toUpperCase())).toBeUndefined();
});

test('a scenario of a grid of 10^9 is found without a list', () => {
  const dimensions = Array.from({ length: 9 }, (_, i) => ({
    id: `d${i}`,
    values: Array.from({ length: 10 }, (__, v) => `v${v}`),
  }));
  const ids = new ScenarioIds('large', dimensions);
  const digits = [9, 0, 1, 8, 2, 7, 3, 6, 9];
  expect([...ids.find(ids.idOf(digits))!]).toEqual(digits);
});

test('what finding needs is worked out once: a hundred finds in a grid of 10^10 are quick', () => {
  const values = Array.from({ length: 10 }, (_, i) => `v${i}`);
  const dimensions = Array.from({ length: 10 }, (_, i) => ({ id: `d${i}`, values }));
  const ids = new ScenarioIds('large', dimensions);
  for (let i = 0; i < 100; i++) {
    const digits = Uint16Array.of(0, 0, 0, 0, 0, i % 10, 9, 8, Math.floor(i / 10), 1);
    expect(ids.find(ids.idOf(digits))).toEqual(digits);
  }
});
