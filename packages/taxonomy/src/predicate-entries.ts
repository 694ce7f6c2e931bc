import type { Predicate, Selector } from './exclusions-schema.ts';

/** One key of a predicate, told apart by what it holds. */
export type PredicateEntry =
  | { readonly kind: 'members'; readonly key: 'all' | 'any'; readonly members: readonly Predicate[] }
  | { readonly kind: 'negation'; readonly key: 'not'; readonly member: Predicate }
  | { readonly kind: 'selector'; readonly key: string; readonly selector: Selector };

/** The keys of one predicate object: `all`, `any`, `not`, then the selectors in their order; all must hold. */
export function predicateEntries(predicate: Predicate): PredicateEntry[] {
  const { all, any, not, ...selectors } = predicate;
  const entries: PredicateEntry[] = [];
  if (all !== undefined) entries.push({ kind: 'members', key: 'all', members: all });
  if (any !== undefined) entries.push({ kind: 'members', key: 'any', members: any });
  if (not !== undefined) entries.push({ kind: 'negation', key: 'not', member: not });
  for (const [key, selector] of Object.entries(selectors)) {
    if (isSelector(selector)) entries.push({ kind: 'selector', key, selector });
  }
  return entries;
}

/** True for what the schema lets stand under `domain`, `behavior`, `trait` or an axis id. */
function isSelector(value: Predicate[string]): value is Selector {
  if (typeof value === 'string' || Array.isArray(value)) return true;
  return value !== undefined && 'not' in value;
}
