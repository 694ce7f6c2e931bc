/** A case, and what it catches: one bit for each fault. */
export interface Catch {
  readonly case_id: string;
  readonly mask: number;
}

/**
 * A smallest set of cases that together catch all that any of them does. Exact, by dynamic programming over the sets of
 * faults: 2^faults steps times the distinct masks. Of equal ones that with the earliest cases; in their order.
 *
 * @param faults how many there are, up to 20
 */
export function smallestSubset(catches: readonly Catch[], faults: number): string[] {
  const firstOf = new Map<number, Catch>();
  for (const each of catches) if (each.mask !== 0 && !firstOf.has(each.mask)) firstOf.set(each.mask, each);
  const kinds = [...firstOf.values()];
  const all = kinds.reduce((union, { mask }) => union | mask, 0);
  const size = new Int32Array(1 << faults).fill(-1);
  const last = new Int32Array(1 << faults).fill(-1);
  size[0] = 0;
  // A case only adds bits, so every set is final when it is come to.
  for (let have = 0; have < size.length; have++) {
    const used = size[have] ?? -1;
    if (used < 0) continue;
    for (const [kind, { mask }] of kinds.entries()) {
      const next = have | mask;
      const known = size[next] ?? -1;
      if (next === have || (known >= 0 && known <= used + 1)) continue;
      size[next] = used + 1;
      last[next] = have * kinds.length + kind;
    }
  }
  const chosen: string[] = [];
  for (let have = all; have !== 0;) {
    const step = last[have] ?? -1;
    chosen.push(kinds[step % kinds.length]?.case_id ?? '');
    have = Math.floor(step / kinds.length);
  }
  const order = new Map(catches.map(({ case_id }, place) => [case_id, place]));
  return chosen.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}
