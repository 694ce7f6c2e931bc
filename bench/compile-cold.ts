import type { ColdCompilation } from './compile-once.ts';
import { runFresh } from './fresh-process.ts';

/** Runs `compile-once.ts` in some fresh processes: the shortest time and the largest peak. */
export function compileCold(rounds: number, ...args: readonly string[]): ColdCompilation {
  const runs = Array.from({ length: rounds }, () => runFresh('compile-once.ts', ...args) as ColdCompilation);
  return { ms: Math.min(...runs.map(({ ms }) => ms)), bytes: Math.max(...runs.map(({ bytes }) => bytes)) };
}
