/** Milliseconds that one call takes. */
export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds until a call's promise is fulfilled. */
export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The shortest of several calls: what is left when the machine does least else. */
export function bestOf(rounds: number, work: () => void): number {
  return Math.min(...Array.from({ length: rounds }, () => timed(work)));
}

/** Shortest times of two contenders that take turns, so that both meet the same machine. */
export function race(rounds: number, ours: () => void, peer: () => void): { ours: number; peer: number } {
  const best = { ours: Infinity, peer: Infinity };
  for (let i = 0; i < rounds; i++) {
    best.ours = Math.min(best.ours, timed(ours));
    best.peer = Math.min(best.peer, timed(peer));
  }
  return best;
}

/** The sample with the highest value. */
export function highest<T>(samples: readonly T[], value: (sample: T) => number): T {
  return samples.reduce((worst, sample) => (value(sample) > value(worst) ? sample : worst));
}

/** The middle sample of an odd number, the upper middle of an even one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
