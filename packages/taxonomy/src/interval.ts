import type { NumericRange } from './taxonomy-schema.ts';

/** One end of an interval; infinite where it is open-ended. */
interface IntervalEnd {
  readonly value: number;
  readonly isInside: boolean;
}

/** A stretch of the number line. */
export interface Interval {
  readonly lower: IntervalEnd;
  readonly upper: IntervalEnd;
}

/** The interval of a range that has at most one lower and one upper bound. */
export function intervalOf(range: NumericRange): Interval {
  return {
    lower: {
      value: range.min ?? range.above ?? Number.NEGATIVE_INFINITY,
      isInside: range.min !== undefined,
    },
    upper: {
      value: range.max ?? range.below ?? Number.POSITIVE_INFINITY,
      isInside: range.max !== undefined,
    },
  };
}

export function isEmptyInterval({ lower, upper }: Interval): boolean {
  return lower.value > upper.value || (lower.value === upper.value && !(lower.isInside && upper.isInside));
}

/** Orders by where intervals begin; where they begin at one number, the one that contains it first. */
export function compareLower({ lower: a }: Interval, { lower: b }: Interval): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return Number(b.isInside) - Number(a.isInside);
}

/** Orders by where intervals end; where they end at one number, the one that contains it last. */
export function compareUpper({ upper: a }: Interval, { upper: b }: Interval): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return Number(a.isInside) - Number(b.isInside);
}

/** What lies between two intervals, and what both hold; the second begins no earlier than the first. */
export function seam(
  first: Interval,
  second: Interval,
): { readonly gap?: Interval; readonly overlap?: Interval } {
  const gap = { lower: opposite(first.upper), upper: opposite(second.lower) };
  if (!isEmptyInterval(gap)) return { gap };
  const overlap = {
    lower: second.lower,
    upper: compareUpper(first, second) < 0 ? first.upper : second.upper,
  };
  return isEmptyInterval(overlap) ? {} : { overlap };
}

/** `> 10 and < 30`, `>= 30`, `10` for a single number, `every number`. */
export function wordsOfInterval({ lower, upper }: Interval): string {
  if (lower.value === upper.value) return String(lower.value);
  const parts = [
    ...(Number.isFinite(lower.value) ? [`${lower.isInside ? '>=' : '>'} ${lower.value}`] : []),
    ...(Number.isFinite(upper.value) ? [`${upper.isInside ? '<=' : '<'} ${upper.value}`] : []),
  ];
  return parts.length === 0 ? 'every number' : parts.join(' and ');
}

function opposite(end: IntervalEnd): IntervalEnd {
  return { value: end.value, isInside: !end.isInside };
}
