import { compareIds } from '@covergrid/core';
import { compareLower, intervalOf } from './interval.ts';
import type { NumericRange } from './taxonomy-schema.ts';

/** What the order of a table goes by. */
export interface Displayed {
  readonly id: string;
  readonly order?: number | undefined;
  readonly range?: NumericRange | undefined;
}

/**
 * Entries as tables and reports show them: those with an `order` first, smallest first; then those with a numeric
 * range, by where it begins; then the rest, by id.
 */
export function inDisplayOrder<T extends Displayed>(entries: readonly T[]): T[] {
  return entries.toSorted(compareDisplayed);
}

function compareDisplayed(a: Displayed, b: Displayed): number {
  const byOrder = (a.order ?? Number.POSITIVE_INFINITY) - (b.order ?? Number.POSITIVE_INFINITY);
  // Infinity - Infinity is NaN: neither has an order.
  if (byOrder !== 0 && !Number.isNaN(byOrder)) return byOrder;
  const byRange = Number(a.range === undefined) - Number(b.range === undefined);
  if (byRange !== 0) return byRange;
  const byStart =
    a.range === undefined || b.range === undefined
      ? 0
      : compareLower(intervalOf(a.range), intervalOf(b.range));
  return byStart === 0 ? compareIds(a.id, b.id) : byStart;
}
