import {
  compileCondition,
  compileFormula,
  type Condition,
  type Formula,
  type Json,
  type JsonObject,
  type Scope,
} from '@covergrid/testdata';

/** A formula ready to run. */
export type Run = (scope: Scope) => Json;

/** A condition ready to run; one that was left out always holds. */
export type Holds = (scope: Scope) => boolean;

/** A named value of a map of formulas. */
export type NamedRun = readonly [name: string, run: Run];

/** Compiles a formula; `path` names its draws, by ids rather than positions. */
export function formula(of: Formula, ...path: readonly PropertyKey[]): Run {
  return compileFormula(of, { path });
}

/** Compiles a condition that may have been left out. */
export function condition(of: Condition | undefined, ...path: readonly PropertyKey[]): Holds {
  return of === undefined ? always : compileCondition(of, { path });
}

/** Compiles a map of formulas, in its order. */
export function formulas(
  of: Readonly<Record<string, Formula>> | undefined,
  ...path: readonly PropertyKey[]
): NamedRun[] {
  return Object.entries(of ?? {}).map(([name, each]) => [name, formula(each, ...path, name)]);
}

/** The values of a map of formulas. */
export function valuesOf(of: readonly NamedRun[], scope: Scope): JsonObject {
  const values: Record<string, Json> = {};
  for (const [name, run] of of) values[name] = run(scope);
  return values;
}

const always: Holds = () => true;
