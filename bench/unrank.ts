import { seededRandom } from '@covergrid/core';
import { billion, compileToDiagram } from './diagram-grid.ts';
import type { Figure, Scale } from './figure.ts';
import { bestOf, highest } from './timing.ts';

const RANKS = 100_000;

/** Finding the k-th kept of 1.15 · 10⁹ scenarios: the mean over random ranks. */
export function measureUnrank({ seeds }: Scale): Figure[] {
  return [20, 100].map((rules): Figure => {
    const slowest = highest(
      seeds.map((seed) => ({ seed, micros: meanMicros(rules, seed) })),
      ({ micros }) => micros,
    );
    return {
      name: `unrank, ${rules} rules`,
      worst: slowest.micros,
      unit: 'µs',
      target: { most: 2 },
      detail: `mean of ${RANKS} ranks; seed ${slowest.seed}`,
    };
  });
}

function meanMicros(rules: number, seed: number): number {
  const grid = compileToDiagram(billion(rules, seed));
  const random = seededRandom(seed, 'bench', 'ranks');
  const ranks = Float64Array.from({ length: RANKS }, () => random(0, grid.kept - 1));
  const digits = new Uint16Array(grid.radices.length);
  const ms = bestOf(3, () => {
    for (const rank of ranks) grid.unrank(rank, digits);
  });
  for (const rank of ranks.subarray(0, 100)) {
    grid.unrank(rank, digits);
    if (grid.rank(digits) !== rank) throw new Error('rank does not undo unrank.');
  }
  return (ms * 1000) / RANKS;
}
