import type { z } from 'zod';
import { expressionSchema } from './expression-schema.ts';
import { Expressions } from './expression.ts';
import type { CompileOptions, Formula } from './formula.ts';
import type { Reference } from './reference.ts';
import type { Scope } from './scope.ts';

type Scalar = null | boolean | number | string;

/**
 * What must hold of one value: a scalar it equals, a list of which it equals one, or a map of tests that all hold.
 * Bounds compare numbers with numbers and texts (instants) with texts; nothing else is within any bound.
 */
export type ConditionTest =
  | Scalar
  | readonly Scalar[]
  | {
      readonly not?: Scalar | readonly Scalar[];
      readonly min?: Formula;
      readonly max?: Formula;
      readonly above?: Formula;
      readonly below?: Formula;
      readonly is?: Formula;
      readonly in?: Formula;
    };

/**
 * A finite condition; all keys of one object must hold, and an empty object always holds. A key is `all`, `any`,
 * `not`, or a path: a reference without its `$`, such as `order.status`.
 */
export interface Condition {
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
  readonly [path: string]: ConditionTest | Condition | readonly Condition[] | undefined;
}

/** Schema of a condition; says what is wrong with one at its place, but not whether its paths resolve. */
export const conditionSchema: z.ZodType<Condition, Condition> = expressionSchema<Condition>('condition');

/**
 * Compiles a condition of valid shape into a pure function of its scope.
 *
 * @example
 * compileCondition({ days: { max: 30 } }, { path: ['window'] })({ names: { days: 31 } }); // => false
 */
export function compileCondition(
  condition: Condition,
  { path, constants }: CompileOptions,
): (scope: Scope) => boolean {
  const expressions = new Expressions(path, constants);
  const { run } = expressions.condition(condition, []);
  const [issue] = expressions.issues;
  if (issue !== undefined) throw new Error(`The condition was not checked: ${issue.message}.`);
  return run;
}

/** The paths that a condition tests and the references in its bounds, in the order they stand in. */
export function conditionReferences(condition: Condition): readonly Reference[] {
  const expressions = new Expressions();
  expressions.condition(condition, []);
  return expressions.references;
}
