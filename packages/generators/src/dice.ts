import { compileFormula, type Draws } from '@covergrid/testdata';

/** Compiles a draw of an integer, uniform over `from`..`to`, both inclusive; `name` keeps it apart from other draws. */
export function die(from: number, to: number, ...name: readonly string[]): (draws: Draws) => number {
  const run = compileFormula({ $integer: [from, to] }, { path: name });
  return (draws) => Number(run({ names: {}, draws }));
}

/** Compiles a draw of one of some values, each as likely as its weight. */
export function weightedDie<T>(
  weights: readonly (readonly [T, number])[],
  ...name: readonly string[]
): (draws: Draws) => T {
  const values = weights.map(([value]) => value);
  const run = compileFormula({ $weighted: weights.map(([, weight], i) => [weight, i]) }, { path: name });
  return (draws) => values[Number(run({ names: {}, draws }))]!;
}
