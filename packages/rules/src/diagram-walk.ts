import type { LayeredDiagram } from './layered-diagram.ts';
import { digitsOf } from './radix.ts';
import type { MutableRun, RunVisitor } from './run-walk.ts';

/**
 * Walks the runs of a labelled diagram whose rows lie in `from`..`to - 1`, in order.
 * With `below` (rows wanted below each node) it never enters a subtree that holds none.
 * Amortised constant time per run.
 */
export function walkDiagram(
  diagram: LayeredDiagram,
  below: readonly Float64Array[] | undefined,
  from: number,
  to: number,
  visit: RunVisitor,
): void {
  if (from >= to) return;
  const { radices, children } = diagram;
  const last = radices.length - 1;
  const radix = radices[last]!;
  const start = Math.floor(from / radix);
  const stop = Math.ceil(to / radix);
  const digits = new Uint16Array(radices.length);
  digitsOf(radices, start, digits.subarray(0, last));
  const stopDigits = digitsOf(radices, stop - 1, new Uint16Array(last));
  const nodes = new Int32Array(radices.length);
  const run: MutableRun = {
    digits,
    changed: 0,
    first: from - start * radix,
    end: radix,
    labels: children[last]!,
    offset: 0,
  };

  let depth = 0;
  let changed = 0;
  let isResuming = true; // on the way down to `start` the digits stand already
  for (;;) {
    if (depth === last) {
      const isLastRun = startsWith(digits, stopDigits);
      if (isLastRun) run.end = to - (stop - 1) * radix;
      run.changed = changed;
      run.offset = nodes[last]! * radix;
      if (visit(run) === false || isLastRun || last === 0) return;
      run.first = 0;
      isResuming = false;
      depth--;
      changed = depth;
      digits[depth]!++;
    } else if (digits[depth]! >= radices[depth]!) {
      if (depth === 0) return;
      isResuming = false;
      depth--;
      if (depth < changed) changed = depth;
      digits[depth]!++;
    } else {
      const child = children[depth]![nodes[depth]! * radices[depth]! + digits[depth]!]!;
      if (below !== undefined && below[depth + 1]![child] === 0) {
        // Past the end nothing is wanted any more.
        if (isPast(digits, stopDigits, depth)) return;
        if (isResuming) run.first = 0;
        isResuming = false;
        digits[depth]!++;
      } else {
        nodes[++depth] = child;
        if (depth < last && !isResuming) digits[depth] = 0;
        if (depth === last && isPast(digits, stopDigits, last - 1)) return;
      }
    }
  }
}

function startsWith(digits: Uint16Array, prefix: Uint16Array): boolean {
  for (let i = prefix.length - 1; i >= 0; i--) if (digits[i] !== prefix[i]) return false;
  return true;
}

function isPast(digits: Uint16Array, stop: Uint16Array, depth: number): boolean {
  for (let i = 0; i <= depth; i++) if (digits[i] !== stop[i]) return digits[i]! > stop[i]!;
  return false;
}
