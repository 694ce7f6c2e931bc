import { finishSteps, type Steps } from '@covergrid/core';
import type { CompiledGrid } from '@covergrid/rules';
import { countTuples } from './tuple-cost.ts';

/** How many combinations of bins the kept scenarios cover. */
export interface TupleCoverage {
  /** How many dimensions one combination takes; domain and behavior count as dimensions. */
  readonly strength: number;
  /** All combinations there are. */
  readonly combinations: number;
  /** Those that at least one kept scenario has. */
  readonly covered: number;
  /** At most 50 of the others, in order of ids, each as dimension → value. */
  readonly missing: readonly Readonly<Record<string, string>>[];
}

const MISSING_SHOWN = 50;

/** Counts the combinations of `strength` dimensions that occur among the kept scenarios; exact, nothing is listed. */
export function tupleCoverage(grid: CompiledGrid, strength: number): TupleCoverage {
  return finishSteps(tupleCoverageSteps(grid, strength));
}

/** As {@link tupleCoverage}, in a step for each choice of dimensions: for callers that may want to stop it. */
export function* tupleCoverageSteps(grid: CompiledGrid, strength: number): Steps<TupleCoverage> {
  const { choices } = countTuples(grid.radices, strength);
  let done = 0;
  let [combinations, covered] = [0, 0];
  const missing: Record<string, string>[] = [];
  for (const dimensions of subsets(grid.dimensions.length, strength)) {
    grid.tabulate(dimensions).forEach((kept, index) => {
      combinations++;
      if (kept > 0) covered++;
      else if (missing.length < MISSING_SHOWN) missing.push(spellOut(grid, dimensions, index));
    });
    yield { phase: `combinations of ${strength} dimensions`, done: ++done, total: choices };
  }
  return { strength, combinations, covered, missing };
}

function* subsets(size: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else {
    for (let first = from; first <= size - count; first++) {
      for (const rest of subsets(size, count - 1, first + 1)) yield [first, ...rest];
    }
  }
}

function spellOut(grid: CompiledGrid, dimensions: readonly number[], index: number): Record<string, string> {
  const entries: [string, string][] = [];
  let rest = index;
  for (const dimension of dimensions.toReversed()) {
    const { id, values } = grid.dimensions[dimension]!;
    entries.unshift([id, values[rest % values.length]!]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(entries);
}
