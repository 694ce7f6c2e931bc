import { compareIds } from '@covergrid/core';
import { canonicalIds, inKeyOrder } from './canonical-list.ts';
import { compareDimensions } from './dimensions.ts';
import {
  excludeRuleSchema,
  exclusionsSchema,
  limitRuleSchema,
  type Exclusions,
  type LimitRule,
  type Predicate,
  type Rule,
  type Selector,
} from './exclusions-schema.ts';
import { predicateEntries, type PredicateEntry } from './predicate-entries.ts';

/**
 * The content of exclusions without the order that means nothing: of keys, of list members, of `all` and `any`, of
 * `per`, `balance` and `spread`. The order of `rules` and of `prefer` is meaning and stays. Selectors become lists.
 */
export function canonicalExclusions(exclusions: Exclusions): Exclusions {
  return inKeyOrder(
    {
      ...exclusions,
      taxonomy: inKeyOrder(exclusions.taxonomy, exclusionsSchema.shape.taxonomy.shape),
      rules: exclusions.rules.map(canonicalRule),
    },
    exclusionsSchema.shape,
  );
}

/** A predicate with sorted keys and members, and every selector a list or `{not: list}`. */
export function canonicalPredicate(predicate: Predicate): Predicate {
  const entries = predicateEntries(predicate).map((entry) => [entry.key, canonicalPart(entry)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => compareIds(a, b)));
}

function canonicalPart(entry: PredicateEntry): Predicate[string] {
  if (entry.kind === 'selector') return canonicalSelector(entry.selector);
  if (entry.kind === 'negation') return canonicalPredicate(entry.member);
  return entry.members.map(canonicalPredicate).toSorted(compareJson);
}

function canonicalRule(rule: Rule): Rule {
  if ('exclude' in rule) {
    return inKeyOrder({ ...rule, exclude: canonicalPredicate(rule.exclude) }, excludeRuleSchema.shape);
  }
  const canonical: LimitRule = {
    ...rule,
    limit: canonicalPredicate(rule.limit),
    per: rule.per.toSorted(compareDimensions),
    prefer: rule.prefer?.map(canonicalPredicate),
    balance: rule.balance?.toSorted(compareDimensions),
    spread: rule.spread?.toSorted(compareDimensions),
  };
  return inKeyOrder(canonical, limitRuleSchema.shape);
}

function canonicalSelector(selector: Selector): Selector {
  if (typeof selector === 'string' || Array.isArray(selector)) return canonicalIds(selector);
  return { not: canonicalIds(selector.not) };
}

function compareJson(a: Predicate, b: Predicate): number {
  return compareIds(JSON.stringify(a), JSON.stringify(b));
}
