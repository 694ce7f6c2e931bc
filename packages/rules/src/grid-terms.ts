import { dimensionsOf, type Configuration, type Dimension } from '@covergrid/taxonomy';
import { resolvePredicate, type Condition } from './condition.ts';
import { limitTerms, type LimitTerms } from './limit-terms.ts';

/** One rule with its names resolved; its label is its place in the file, counted from 1. */
type RuleTerms =
  | { readonly kind: 'exclude'; readonly label: number; readonly condition: Condition }
  | {
      readonly kind: 'limit';
      readonly label: number;
      readonly condition: Condition;
      readonly limit: LimitTerms;
    };

/** A configuration resolved to positions: what the engine works on. */
export interface GridTerms {
  readonly seed: number;
  readonly dimensions: readonly Dimension[];
  readonly radices: readonly number[];
  /** In file order. */
  readonly rules: readonly RuleTerms[];
  /** In the order in which they apply: excludes, then limits. */
  readonly applied: readonly RuleTerms[];
}

/** Resolves every rule of a validated configuration. */
export function gridTerms({ taxonomy, exclusions }: Configuration, seed: number): GridTerms {
  const dimensions = dimensionsOf(taxonomy);
  const rules = exclusions.rules.map((rule, i): RuleTerms => {
    const label = i + 1;
    if ('exclude' in rule) {
      return { kind: 'exclude', label, condition: resolvePredicate(rule.exclude, taxonomy, dimensions) };
    }
    const limit = limitTerms(rule, label, taxonomy, dimensions);
    return { kind: 'limit', label, condition: limit.candidates, limit };
  });
  return {
    seed,
    dimensions,
    radices: dimensions.map(({ values }) => values.length),
    rules,
    applied: [
      ...rules.filter(({ kind }) => kind === 'exclude'),
      ...rules.filter(({ kind }) => kind === 'limit'),
    ],
  };
}
