import type { NumericRange } from '@covergrid/taxonomy';
import { formatDecimal } from './format-number.ts';

/** A numeric range in words: `more than 10% and less than 30%`; empty for none. */
export function rangeWords(range: NumericRange | undefined, unit: string | undefined): string {
  if (range === undefined) return '';
  const bounds: [string, number | undefined][] = [
    ['at least', range.min],
    ['more than', range.above],
    ['at most', range.max],
    ['less than', range.below],
  ];
  const words = bounds.flatMap(([word, bound]) =>
    bound === undefined ? [] : [`${word} ${withUnit(bound, unit)}`],
  );
  return words.length === 0 ? 'any number' : words.join(' and ');
}

function withUnit(bound: number, unit: string | undefined): string {
  if (unit === undefined) return formatDecimal(bound);
  return unit === 'percent' ? `${formatDecimal(bound)}%` : `${formatDecimal(bound)} ${unit}`;
}
