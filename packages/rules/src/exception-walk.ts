import type { Exceptions } from './exceptions.ts';
import { firstAtLeast } from './first-at-least.ts';
import { digitsOf, rowOf } from './radix.ts';
import type { RankedRows } from './ranked-rows.ts';
import type { MutableRun, Run, RunVisitor } from './run-walk.ts';

/** Label of a row that a sparse walk did not look at: excluded, by whatever rule. */
const UNLISTED = -1;

/** Walks a diagram's runs with the exceptions patched in, adding runs whose only kept rows are exceptions. */
export function walkWithExceptions(
  ranked: RankedRows,
  exceptions: Exceptions,
  from: number,
  to: number,
  sparse: boolean,
  visit: RunVisitor,
): void {
  const { radices } = ranked.diagram;
  const last = radices.length - 1;
  const radix = radices[last]!;
  const prefixRadices = radices.slice(0, last);
  const end = firstAtLeast(exceptions.rows, to);
  let at = firstAtLeast(exceptions.rows, from);
  const labels = new Int32Array(radix);
  const patched: MutableRun = {
    digits: new Uint16Array(last + 1),
    changed: 0,
    first: 0,
    end: radix,
    labels,
    offset: 0,
  };
  const emitted = new Uint16Array(last).fill(0xffff);

  const prefixOf = (position: number): number => Math.floor(exceptions.rows[position]! / radix);
  const emit = (run: Run): boolean => {
    let changed = 0;
    while (changed < last - 1 && run.digits[changed] === emitted[changed]) changed++;
    emitted.set(run.digits.subarray(0, last));
    patched.digits = run.digits;
    patched.changed = changed;
    patched.first = run.first;
    patched.end = run.end;
    patched.labels = run.labels;
    patched.offset = run.offset;
    return visit(patched) !== false;
  };
  const patch = (prefix: number): void => {
    for (; at < end && prefixOf(at) === prefix; at++) {
      labels[exceptions.rows[at]! - prefix * radix] = exceptions.labels[at]!;
    }
  };
  const emitBefore = (prefix: number): boolean => {
    while (at < end && prefixOf(at) < prefix) {
      const own = prefixOf(at);
      const digits = new Uint16Array(last + 1);
      digitsOf(prefixRadices, own, digits.subarray(0, last));
      labels.fill(UNLISTED);
      patch(own);
      const first = Math.max(0, from - own * radix);
      if (!emit({ digits, changed: 0, first, end: Math.min(radix, to - own * radix), labels, offset: 0 }))
        return false;
    }
    return true;
  };

  let isStopped = false;
  ranked.walk(from, to, sparse, (run) => {
    const prefix = rowOf(prefixRadices, run.digits);
    if (!emitBefore(prefix)) return !(isStopped = true);
    let shown = run;
    if (at < end && prefixOf(at) === prefix) {
      labels.set(run.labels.subarray(run.offset, run.offset + radix));
      patch(prefix);
      shown = { ...run, labels, offset: 0 };
    }
    return !(isStopped = !emit(shown));
  });
  if (!isStopped) emitBefore(Number.POSITIVE_INFINITY);
}
