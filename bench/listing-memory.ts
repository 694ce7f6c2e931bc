import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Figure, Scale } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { NOWHERE } from './listing-job.ts';
import { highest } from './timing.ts';

/** Peak memory of a long listing beside that of a short one, each in a process of its own. */
export function measureListingMemory({ isCi, seeds }: Scale): Figure[] {
  const few = seeds.slice(0, isCi ? 1 : 3);
  return [
    growth('to disk', isCi ? 6 : 7, few, inTemporaryDirectory),
    growth('to /dev/null', isCi ? 7 : 8, few, (use) => use(NOWHERE)),
  ];
}

function growth(
  where: string,
  power: number,
  seeds: readonly number[],
  withFile: (use: (file: string) => number) => number,
): Figure {
  const peak = (seed: number, count: number): number =>
    withFile((file) => runFresh('list-once.ts', String(seed), String(count), file) as number);
  const samples = seeds.map((seed) => ({ seed, short: peak(seed, 10_000), long: peak(seed, 10 ** power) }));
  const worst = highest(samples, ({ short, long }) => long - short);
  return {
    name: `listing memory ${where}, 10⁴ to 10${'⁶⁷⁸'[power - 6]} lines`,
    worst: (worst.long - worst.short) / 1e6,
    unit: 'MB',
    target: { most: 32 },
    asserted: { most: 64 },
    detail: `seed ${worst.seed}; peak ${Math.round(worst.short / 1e6)} to ${Math.round(worst.long / 1e6)} MB`,
  };
}

function inTemporaryDirectory(use: (file: string) => number): number {
  const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-bench-'));
  try {
    return use(path.join(directory, 'listing'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
