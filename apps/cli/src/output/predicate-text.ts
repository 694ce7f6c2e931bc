import { predicateEntries, type Predicate, type PredicateEntry, type Selector } from '@covergrid/taxonomy';

/** A condition in words: `behavior = happy-path and availability = backorder or out-of-stock`. */
export function predicateText(predicate: Predicate): string {
  const entries = predicateEntries(predicate);
  return entries.length === 0 ? 'everything' : entries.map(entryText).join(' and ');
}

function entryText(entry: PredicateEntry): string {
  switch (entry.kind) {
    case 'selector':
      return selectorText(entry.key, entry.selector);
    case 'negation':
      return `not (${predicateText(entry.member)})`;
    case 'members':
      return `(${entry.members.map(predicateText).join(entry.key === 'all' ? ' and ' : ' or ')})`;
  }
}

function selectorText(key: string, selector: Selector): string {
  return typeof selector === 'object' && 'not' in selector
    ? `${key} ≠ ${anyOf(selector.not)}`
    : `${key} = ${anyOf(selector)}`;
}

function anyOf(ids: string | readonly string[]): string {
  return [ids].flat().join(' or ');
}
