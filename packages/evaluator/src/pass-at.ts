/**
 * The chance that at least one of `k` trials passes, drawn from `n` of which `passed` did: pass@k, without bias
 * (Chen et al. 2021, arXiv 2107.03374, section 2.1). `k` must not exceed `n`.
 */
export function passAt(n: number, passed: number, k: number): number {
  return 1 - shareOfDraws(n, n - passed, k);
}

/** The chance that all of `k` trials pass: pass^k (Yao et al. 2024, arXiv 2406.12045, section 3). */
export function passAll(n: number, passed: number, k: number): number {
  return shareOfDraws(n, passed, k);
}

/** C(some, k) / C(n, k). */
function shareOfDraws(n: number, some: number, k: number): number {
  let share = 1;
  for (let drawn = 0; drawn < k; drawn++) share *= Math.max(0, some - drawn) / (n - drawn);
  return share;
}
