import { loadCommerce } from '@covergrid/commerce';
import { compileGrid, fatesByDefinition } from '@covergrid/rules';
import { expect, it } from 'vitest';
import { countTuples, isTupleCoverageCheap } from './tuple-cost.ts';
import { tupleCoverage } from './tuple-coverage.ts';

it('counts the pairs and triples of the commerce baseline as a plain scan does', async () => {
  const configuration = await loadCommerce();
  const grid = compileGrid(configuration);
  const kept = fatesByDefinition(configuration.taxonomy, configuration.exclusions, 1).filter(
    ({ excludedBy }) => excludedBy === undefined,
  );
  for (const strength of [2, 3]) {
    const seen = new Set<string>();
    for (const { point } of kept) {
      const entries = Object.entries(point).map(([id, value]) => `${id}=${value}`);
      for (const [i, a] of entries.entries()) {
        for (const [j, b] of entries.entries()) {
          if (j <= i) continue;
          if (strength === 2) seen.add(`${a} ${b}`);
          else for (const c of entries.slice(j + 1)) seen.add(`${a} ${b} ${c}`);
        }
      }
    }
    const { covered, combinations, missing } = tupleCoverage(grid, strength);
    expect(covered).toBe(seen.size);
    expect(combinations).toBe(countTuples(grid.radices, strength).combinations);
    for (const tuple of missing) {
      const words = Object.entries(tuple).map(([id, value]) => `${id}=${value}`);
      expect(seen.has(words.join(' '))).toBe(false);
    }
  }
});

it('knows what would take too long', () => {
  expect(countTuples([2, 3, 4], 2)).toEqual({ combinations: 6 + 8 + 12, choices: 3 });
  const grid = (radices: number[], nodes: number, retained = 0) => ({
    radices,
    nodes,
    retained,
    method: 'diagram' as const,
    raw: 0,
  });
  expect(isTupleCoverageCheap(grid([14, 6, 3, 3, 4, 3], 31), 3)).toBe(true);
  expect(isTupleCoverageCheap(grid([14, 6, 3, 3, 4, 3], 31, 10_000_000), 3)).toBe(false);
  expect(isTupleCoverageCheap(grid([1000, 1000, 1000, 1000], 4), 2)).toBe(false);
  expect(
    isTupleCoverageCheap(
      grid(
        Array.from({ length: 50 }, () => 2),
        200_000,
      ),
      2,
    ),
  ).toBe(false);
});
