import { compileCold } from './compile-cold.ts';
import type { Bound, Figure, Scale } from './figure.ts';
import { startUpBytes } from './fresh-process.ts';
import { highest } from './timing.ts';

interface Case {
  readonly rules: number;
  /** Fresh processes for each seed. */
  readonly rounds: number;
  readonly time: Bound;
  readonly memory?: Bound;
  readonly assertedMemory?: Bound;
}

/** Compiling and counting 1.15 · 10⁹ scenarios, cold: every seed in processes of its own. */
export function measureCompile({ isCi, seeds }: Scale): Figure[] {
  const startUp = startUpBytes(isCi ? 3 : 5);
  const cases: Case[] = [
    {
      rules: 20,
      rounds: isCi ? 1 : 3,
      time: { most: 50 },
      memory: { most: 100 },
      assertedMemory: { most: 200 },
    },
    { rules: 100, rounds: 1, time: { most: 2000 } },
  ];
  return cases.flatMap((one) => figures(one, seeds, startUp));
}

function figures(
  { rules, rounds, time, memory, assertedMemory }: Case,
  seeds: readonly number[],
  startUp: number,
): Figure[] {
  const samples = seeds.map((seed) => ({ seed, ...compileCold(rounds, String(rules), String(seed)) }));
  const slowest = highest(samples, ({ ms }) => ms);
  const largest = highest(samples, ({ bytes }) => bytes);
  const quickest = Math.min(...samples.map(({ ms }) => ms));
  return [
    {
      name: `compile and count, ${rules} rules`,
      worst: slowest.ms,
      unit: 'ms',
      target: time,
      detail: `cold; seed ${slowest.seed}, quickest ${quickest.toFixed(0)} ms`,
    },
    {
      name: `  memory beside start-up`,
      worst: (largest.bytes - startUp) / 1e6,
      unit: 'MB',
      ...(memory && { target: memory }),
      ...(assertedMemory && { asserted: assertedMemory }),
      detail: `seed ${largest.seed}; start-up ${(startUp / 1e6).toFixed(0)} MB`,
    },
  ];
}
