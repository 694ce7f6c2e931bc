import type { Predicate, Selector } from '@covergrid/taxonomy';

/** Whether a predicate holds for all, for none, or perhaps for some of the scenarios in question. */
export type Truth = 'always' | 'never' | 'perhaps';

/** Whether a predicate holds for the scenarios that have `bin` on `dimension`, whatever else they have. */
export function predicateTruth(predicate: Predicate, dimension: string, bin: string): Truth {
  const parts = Object.entries(predicate).flatMap(([key, condition]): Truth[] => {
    if (condition === undefined) return [];
    if (key === 'all') return [every(truths(condition as Predicate[], dimension, bin))];
    if (key === 'any') return [some(truths(condition as Predicate[], dimension, bin))];
    if (key === 'not') return [opposite(predicateTruth(condition as Predicate, dimension, bin))];
    return [key === dimension ? selectorTruth(condition as Selector, bin) : 'perhaps'];
  });
  return every(parts);
}

function truths(predicates: readonly Predicate[], dimension: string, bin: string): Truth[] {
  return predicates.map((predicate) => predicateTruth(predicate, dimension, bin));
}

function selectorTruth(selector: Selector, bin: string): Truth {
  if (typeof selector === 'string') return selector === bin ? 'always' : 'never';
  if (Array.isArray(selector)) return selector.includes(bin) ? 'always' : 'never';
  return opposite(selectorTruth(selector.not, bin));
}

function every(parts: readonly Truth[]): Truth {
  if (parts.includes('never')) return 'never';
  return parts.includes('perhaps') ? 'perhaps' : 'always';
}

function some(parts: readonly Truth[]): Truth {
  return opposite(every(parts.map(opposite)));
}

function opposite(truth: Truth): Truth {
  return truth === 'always' ? 'never' : truth === 'never' ? 'always' : 'perhaps';
}
