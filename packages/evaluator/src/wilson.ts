/** An interval of a share, both ends inclusive. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the standard normal distribution: 95 % lie between it and its negative. */
const Z = 1.959963984540054;

/**
 * Wilson score interval at 95 %, without continuity correction (Wilson 1927; Brown, Cai and DasGupta 2001, section 3.1.1).
 *
 * @param successes may be fractional, where each of `n` is an average of trials
 * @example
 * ```ts
 * wilsonInterval(0, 20).high.toFixed(3); // => '0.161'
 * ```
 */
export function wilsonInterval(successes: number, n: number): Interval {
  const share = successes / n;
  const square = Z * Z;
  const middle = share + square / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  return {
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}
