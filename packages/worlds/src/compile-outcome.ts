import type { Json, Scope } from '@covergrid/testdata';
import { condition, formula, formulas, type Holds, type NamedRun, type Run } from './compile-expressions.ts';
import { compilePhrases } from './compile-phrases.ts';
import type { Phrase } from './phrase.ts';
import type { Playbook } from './playbook-schema.ts';
import type { ExpectedAction } from './records-schema.ts';
import type { TypedValue } from './typed-value.ts';

type OutcomeText = Playbook['outcomes'][string];

/** Something the answer has to disclose: what it is, and its value. */
export interface Disclosure {
  readonly what: string;
  readonly value: TypedValue;
}

/** An outcome of a playbook, ready to be worked out for a case. */
export interface CompiledOutcome {
  readonly name: string;
  readonly text: OutcomeText;
  readonly amount: Run | undefined;
  readonly replies: readonly Phrase[];
  readonly criteria: readonly Phrase[];
  readonly actions: CompiledDoing['actions'];
  readonly communicates: CompiledDoing['communicates'];
  discloses(scope: Scope): Disclosure[];
}

/** What an answer does and tells. */
export interface CompiledDoing {
  /** The calls of the right answer, in order. */
  readonly actions: (scope: Scope) => ExpectedAction[];
  /** The values the customer must be told. */
  readonly communicates: (scope: Scope) => TypedValue[];
}

export function compileOutcome(name: string, text: OutcomeText): CompiledOutcome {
  const path = ['outcomes', name] as const;
  const discloses = text.discloses.map((each, index) => ({
    what: each.what,
    value: compileValue(each, ...path, 'discloses', index),
  }));
  return {
    name,
    text,
    amount: text.amount === undefined ? undefined : formula(text.amount, ...path, 'amount'),
    replies: compilePhrases(text.replies),
    criteria: compilePhrases(text.criteria),
    ...compileDoing(text, path),
    discloses: (scope) =>
      discloses.flatMap(({ what, value: read }) => {
        const value = read(scope);
        return value === undefined ? [] : [{ what, value }];
      }),
  };
}

/** Compiles what an outcome, a grant, or the answer to a second intent does and tells. */
export function compileDoing(
  text: Pick<OutcomeText, 'actions' | 'communicates'>,
  path: readonly PropertyKey[],
): CompiledDoing {
  const actions = text.actions.map(({ tool, compare, when, arguments: given }, index) => ({
    tool,
    compare,
    holds: condition(when, ...path, 'actions', index),
    given: formulas(given, ...path, 'actions', index),
  }));
  const communicates = text.communicates.map((each, index) =>
    compileValue(each, ...path, 'communicates', index),
  );
  return {
    actions: (scope) =>
      actions
        .filter(({ holds }) => holds(scope))
        .map(({ tool, given, compare }, order) => actionOf(tool, given, compare, order, scope)),
    communicates: (scope) => communicates.flatMap((read) => read(scope) ?? []),
  };
}

function actionOf(
  tool: string,
  given: readonly NamedRun[],
  compare: readonly string[] | undefined,
  order: number,
  scope: Scope,
): ExpectedAction {
  const values: Record<string, Json> = {};
  for (const [name, run] of given) {
    const value = run(scope);
    // An argument that has no value is one that is not given.
    if (value !== null) values[name] = value;
  }
  return { tool, arguments: values, compare_args: [...(compare ?? Object.keys(values))], order };
}

/** Compiles a value to be told; undefined where its condition does not hold or it has none. */
function compileValue(
  { kind, value, when }: Pick<OutcomeText['communicates'][number], 'kind' | 'value' | 'when'>,
  ...path: readonly PropertyKey[]
): (scope: Scope) => TypedValue | undefined {
  const holds: Holds = condition(when, ...path, 'when');
  const run = formula(value, ...path, 'value');
  return (scope) => {
    if (!holds(scope)) return undefined;
    const found = run(scope);
    return typeof found === 'string' || typeof found === 'number' ? { kind, value: found } : undefined;
  };
}
