import type { CompiledGrid } from '@covergrid/rules';

/** How many combinations of `strength` dimensions' values there are, and how many choices of dimensions. */
export function countTuples(
  radices: readonly number[],
  strength: number,
): { combinations: number; choices: number } {
  return {
    combinations: symmetricSum(radices, strength),
    choices: symmetricSum(
      radices.map(() => 1),
      strength,
    ),
  };
}

/** Combinations that are counted at most, and visits to nodes or rows that this may take: some seconds. */
const MOST_COMBINATIONS = 5_000_000;
const MOST_VISITS = 100_000_000;

/** True where {@link tupleCoverage} ends in seconds and within little memory. */
export function isTupleCoverageCheap(
  grid: Pick<CompiledGrid, 'radices' | 'nodes' | 'method' | 'raw' | 'retained'>,
  strength: number,
): boolean {
  const { combinations, choices } = countTuples(grid.radices, strength);
  const perChoice = grid.method === 'diagram' ? grid.radices.length * grid.nodes + grid.retained : grid.raw;
  return combinations <= MOST_COMBINATIONS && choices * perChoice <= MOST_VISITS;
}

/** The elementary symmetric polynomial: the sum over all choices of `count` values of their products. */
function symmetricSum(values: readonly number[], count: number): number {
  const sums = [1, ...Array.from({ length: count }, () => 0)];
  for (const value of values) {
    for (let taken = count; taken > 0; taken--) sums[taken]! += sums[taken - 1]! * value;
  }
  return sums[count]!;
}
