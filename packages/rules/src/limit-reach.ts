import type { Steps } from '@covergrid/core';
import type { Exceptions } from './exceptions.ts';
import type { LayeredDiagram } from './layered-diagram.ts';
import type { Candidates } from './limit-candidates.ts';
import { tupleIndex, type LimitTerms } from './limit-terms.ts';
import { digitsOf } from './radix.ts';
import { ROWS_A_STEP } from './rows-a-step.ts';

/** True where the dimensions outside `per` have so few combinations that no group is larger than `keep`. */
export function isTooWideToBind({ per, keep }: LimitTerms, radices: readonly number[]): boolean {
  const outside = radices.filter((_, layer) => !per.includes(layer));
  return outside.reduce((product, radix) => product * radix, 1) <= keep;
}

/** True where it is certain, without a look at any group, that none has more than `keep` candidates. */
export function* neverBinds(
  { diagram }: Candidates,
  terms: LimitTerms,
  exceptions: Exceptions,
  positions: readonly number[],
): Steps<boolean> {
  if (isTooWideToBind(terms, diagram.radices)) return true;
  const most = mostInGroup(diagram, terms.per);
  if (most > terms.keep) return false;
  const inGroup = new Map<number, number>();
  const digits = new Uint16Array(diagram.radices.length);
  for (const [i, position] of positions.entries()) {
    if (i % ROWS_A_STEP === 0) yield;
    const group = tupleIndex(
      diagram.radices,
      terms.per,
      digitsOf(diagram.radices, exceptions.rows[position]!, digits),
    );
    const others = inGroup.get(group) ?? 0;
    if (most + others + 1 > terms.keep) return false;
    inGroup.set(group, others + 1);
  }
  return true;
}

/**
 * No group on these layers has more candidates than this. It is the size of the largest group where the other layers
 * all come after them, else at least that.
 */
function mostInGroup(diagram: LayeredDiagram, per: readonly number[]): number {
  const { radices, children } = diagram;
  let deeper: Float64Array | undefined;
  for (let layer = radices.length - 1; layer >= 0; layer--) {
    const radix = radices[layer]!;
    const isGrouped = per.includes(layer);
    const most = new Float64Array(children[layer]!.length / radix);
    children[layer]!.forEach((child, edge) => {
      const rows = deeper === undefined ? Number(child > 0) : deeper[child]!;
      const node = Math.floor(edge / radix);
      most[node] = isGrouped ? Math.max(most[node]!, rows) : most[node]! + rows;
    });
    deeper = most;
  }
  return deeper![0]!;
}
