import { seededRandom } from '@covergrid/core';
import type { CompiledGrid } from '@covergrid/rules';
import { compileToDiagram } from './diagram-grid.ts';
import { amount, type Figure, type Scale } from './figure.ts';
import { enumerateByMasks, ruleMasks, type Enumeration } from './mask-loop.ts';
import { HUNDRED_THOUSAND, seededGrid, TEN_MILLION, type GridShape } from './seeded-grid.ts';
import { highest, race } from './timing.ts';

/** Walking every kept scenario, against nested loops over the same rules as bit masks. */
export function measureEnumerate({ isCi, seeds }: Scale): Figure[] {
  return [
    ...figures('10⁵', { ...HUNDRED_THOUSAND, rules: 20 }, isCi ? 40 : 200, seeds),
    ...figures('10⁷', { ...TEN_MILLION, rules: 20 }, isCi ? 5 : 15, seeds),
  ];
}

function figures(size: string, shape: GridShape, rounds: number, seeds: readonly number[]): Figure[] {
  const samples = seeds.map((seed) => sample(shape, seed, rounds));
  const walk = highest(samples, ({ walking }) => walking.ours / walking.peer);
  const whole = highest(samples, ({ compiling }) => compiling.ours / compiling.peer);
  return [
    {
      name: `enumerate ${size}, 20 rules, to a loop`,
      worst: walk.walking.ours / walk.walking.peer,
      unit: '×',
      target: { most: 3 },
      asserted: { most: 6 },
      detail: `seed ${walk.seed}; ${perSecond(walk.kept, walk.walking.ours)}, loop ${perSecond(walk.kept, walk.walking.peer)}`,
    },
    {
      name: '  the same with compiling',
      worst: whole.compiling.ours / whole.compiling.peer,
      unit: '×',
      detail: `seed ${whole.seed}; ${amount(whole.compiling.ours)} ms, loop ${amount(whole.compiling.peer)} ms`,
    },
  ];
}

function sample(shape: GridShape, seed: number, rounds: number) {
  const configuration = seededGrid(shape, seed);
  const grid = compileToDiagram(configuration);
  const masks = ruleMasks(configuration);
  const random = seededRandom(seed, 'bench', 'weights');
  const weights = grid.radices.map((radix) =>
    Int32Array.from({ length: radix }, () => random(-(2 ** 31), 2 ** 31 - 1)),
  );
  const [ours, peer] = [enumerateByWalk(grid, weights), enumerateByMasks(masks, weights)];
  if (ours.kept !== grid.kept || ours.kept !== peer.kept || ours.checksum !== peer.checksum) {
    throw new Error(`Walk and loop differ for seed ${seed}.`);
  }
  return {
    seed,
    kept: grid.kept,
    walking: race(
      rounds,
      () => enumerateByWalk(grid, weights),
      () => enumerateByMasks(masks, weights),
    ),
    compiling: race(
      rounds,
      () => enumerateByWalk(compileToDiagram(configuration), weights),
      () => enumerateByMasks(ruleMasks(configuration), weights),
    ),
  };
}

function enumerateByWalk(grid: CompiledGrid, weights: readonly Int32Array[]): Enumeration {
  const last = grid.radices.length - 1;
  const lastWeights = weights[last]!;
  const sums = new Int32Array(last + 1);
  let kept = 0;
  let checksum = 0;
  grid.walk(0, grid.raw, 'kept', ({ digits, changed, first, end, labels, offset }) => {
    for (let i = changed; i < last; i++) sums[i + 1] = sums[i]! + weights[i]![digits[i]!]!;
    const sum = sums[last]!;
    let keptHere = 0;
    let checksumHere = 0;
    for (let v = first; v < end; v++) {
      if (labels[offset + v] !== 0) continue;
      const row = (sum + lastWeights[v]!) | 0;
      checksumHere = (checksumHere + Math.imul(row, row)) | 0;
      keptHere++;
    }
    kept += keptHere;
    checksum = (checksum + checksumHere) | 0;
  });
  return { kept, checksum };
}

function perSecond(rows: number, ms: number): string {
  return `${amount(rows / ms / 1000)} M rows/s`;
}
