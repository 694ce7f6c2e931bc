import { didYouMean, quoted } from '@covergrid/core';

const MOST_NAMES = 20;

/** Says that a name is none of the taxonomy, which ones are, and which of them is nearest. */
export function notInTaxonomy(what: string, name: string, known: readonly string[]): string {
  const left = known.length - MOST_NAMES;
  const names = known.slice(0, MOST_NAMES).join(', ') + (left > 0 ? ` and ${left} more` : '');
  return `The taxonomy has no ${what} ${quoted(name)}; it has ${names || 'none'}.${didYouMean(name, known)}`;
}
