import type { Place } from '@covergrid/core';
import type { Rule } from './exclusions-schema.ts';

/** Beside the rules and not in them: content is the same wherever it stands. */
const places = new WeakMap<Rule, Place>();

/** Notes where a rule stands. */
export function notePlace(rule: Rule, at: Place | undefined): void {
  if (at !== undefined) places.set(rule, at);
}

/** Where a rule of a loaded configuration stands in its file; undefined for one made in code, and for copies. */
export function placeOfRule(rule: Rule): Place | undefined {
  return places.get(rule);
}
