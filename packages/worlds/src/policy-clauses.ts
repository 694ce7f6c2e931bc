import { compileCondition, type Condition, type JsonObject } from '@covergrid/testdata';
import type { Decision, Verdict } from './decision.ts';

/** What one sentence of a policy says of a case: where it holds, what it demands. */
export interface Clause {
  readonly policy: string;
  readonly when: Condition;
  readonly verdict: Verdict;
  readonly decisions: readonly Decision[];
  readonly discloses?: readonly string[] | undefined;
}

/** What the policies together say of a case. */
export interface PolicyJudgement {
  readonly verdict: Verdict;
  readonly decisions: ReadonlySet<Decision>;
  readonly policies: ReadonlySet<string>;
  /** What must be disclosed, of all clauses that hold. */
  readonly discloses: ReadonlySet<string>;
}

const STRICTEST_FIRST: readonly Verdict[] = ['DENY', 'PARTIAL', 'ALLOW'];

/**
 * Compiles the clauses of policies into a judge of facts: of the clauses that hold, those with the strictest verdict
 * govern, and they allow their decisions. Undefined where no clause holds.
 *
 * It is the second derivation of every outcome. So it knows facts alone: neither how they were drawn, nor the
 * decision table, nor the overrides.
 */
export function compileClauses(
  clauses: readonly Clause[],
): (facts: JsonObject) => PolicyJudgement | undefined {
  const compiled = clauses.map((clause, index) => ({
    clause,
    holds: compileCondition(clause.when, { path: ['clauses', index, 'when'] }),
  }));
  return (facts) => {
    const names = { ...facts, facts };
    const holding = compiled.filter(({ holds }) => holds({ names })).map(({ clause }) => clause);
    const verdict = STRICTEST_FIRST.find((strict) => holding.some((clause) => clause.verdict === strict));
    if (verdict === undefined) return undefined;
    const governing = holding.filter((clause) => clause.verdict === verdict);
    return {
      verdict,
      decisions: new Set(governing.flatMap(({ decisions }) => decisions)),
      policies: new Set(governing.map(({ policy }) => policy)),
      discloses: new Set(holding.flatMap(({ discloses }) => discloses ?? [])),
    };
  };
}
