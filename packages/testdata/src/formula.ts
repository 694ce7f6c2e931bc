import type { ConfigPath } from '@covergrid/core/config';
import type { z } from 'zod';
import { expressionSchema } from './expression-schema.ts';
import { Expressions } from './expression.ts';
import type { Json } from './json.ts';
import type { Reference } from './reference.ts';
import type { Scope } from './scope.ts';

/**
 * A value computed from records. Scalars, lists and objects stand for themselves; text that begins with `$` refers
 * to a name (`$order.lines.0.total`; `$$` for text that begins with `$`), and an object with one key that begins
 * with `$` is an operation on formulas. The package's README lists the operations.
 */
export type Formula = Json;

/** Schema of a formula; says what is wrong with one at its place, but not whether its references resolve. */
export const formulaSchema: z.ZodType<Formula, Formula> = expressionSchema<Formula>('formula');

/** How {@link compileFormula} and {@link compileCondition} compile. */
export interface CompileOptions {
  /**
   * Names the formula for its draws, e.g. `['order', 'fields', 'order_id']`: ids rather than positions, so that
   * what stands before it may grow.
   */
  readonly path: ConfigPath;
  /** Names whose values are known now, e.g. pools; what depends on these alone is computed once. */
  readonly constants?: Readonly<Record<string, Json>> | undefined;
}

/**
 * Compiles a formula of valid shape into a pure function of its scope. Operations on values of the wrong kind give
 * null, and so does a reference that leads nowhere.
 *
 * @example
 * compileFormula({ $percent: ['$total', 15] }, { path: ['fee'] })({ names: { total: 1990 } }); // => 299
 */
export function compileFormula(
  formula: Formula,
  { path, constants }: CompileOptions,
): (scope: Scope) => Json {
  const expressions = new Expressions(path, constants);
  const { run } = expressions.formula(formula, []);
  const [issue] = expressions.issues;
  if (issue !== undefined) throw new Error(`The formula was not checked: ${issue.message}.`);
  return run;
}

/** The references of a formula, in the order they stand in; not to `$item` where `$map` and `$filter` bind it. */
export function formulaReferences(formula: Formula): readonly Reference[] {
  const expressions = new Expressions();
  expressions.formula(formula, []);
  return expressions.references;
}
