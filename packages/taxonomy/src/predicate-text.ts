import type { Predicate, Selector } from './exclusions-schema.ts';
import { predicateEntries, type PredicateEntry } from './predicate-entries.ts';

/** How a predicate's text names a dimension or trait (by its key), and what an id means in it. */
export interface PredicateWords {
  readonly dimension: (key: string) => string;
  readonly value: (key: string, id: string) => string;
}

const IDS: PredicateWords = { dimension: (key) => key, value: (_, id) => id };

/**
 * A condition in words, by ids unless other words are given.
 *
 * @example
 * predicateText({ behavior: 'happy-path', stock: ['some', 'none'] });
 * // => 'behavior = happy-path and stock = some or none'
 */
export function predicateText(predicate: Predicate, words: PredicateWords = IDS): string {
  const entries = predicateEntries(predicate);
  return entries.length === 0 ? 'everything' : entries.map((entry) => entryText(entry, words)).join(' and ');
}

function entryText(entry: PredicateEntry, words: PredicateWords): string {
  switch (entry.kind) {
    case 'selector':
      return selectorText(entry.key, entry.selector, words);
    case 'negation':
      return `not (${predicateText(entry.member, words)})`;
    case 'members': {
      const members = entry.members.map((member) => predicateText(member, words));
      return `(${members.join(entry.key === 'all' ? ' and ' : ' or ')})`;
    }
  }
}

function selectorText(key: string, selector: Selector, words: PredicateWords): string {
  const isNegated = typeof selector === 'object' && 'not' in selector;
  const ids = [isNegated ? selector.not : selector].flat();
  const values = ids.map((id) => words.value(key, id)).join(' or ');
  return `${words.dimension(key)} ${isNegated ? '≠' : '='} ${values}`;
}
