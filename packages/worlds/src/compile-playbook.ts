import type { JsonObject } from '@covergrid/testdata';
import { condition, formula, formulas, type Holds, type NamedRun, type Run } from './compile-expressions.ts';
import {
  compileAttack,
  compileMissing,
  compileSlip,
  compileWish,
  type CompiledAttack,
  type CompiledMissing,
  type CompiledSlip,
  type CompiledWish,
} from './compile-dealt.ts';
import { compileOutcome, type CompiledOutcome } from './compile-outcome.ts';
import { compileSecondIntent, type CompiledSecondIntent } from './compile-second-intent.ts';
import {
  compileActs,
  compilePhrase,
  compilePhraseMap,
  compilePhrases,
  type ActPhrases,
} from './compile-phrases.ts';
import type { Constraint } from './constraint-schema.ts';
import { verdictOf } from './decision.ts';
import { fixedConstraints } from './outcome-constraints.ts';
import type { Source } from './load.ts';
import type { Phrase } from './phrase.ts';
import type { Playbook } from './playbook-schema.ts';
import { compileClauses, type PolicyJudgement } from './policy-clauses.ts';
import { compileTools, type Toolset } from './toolset.ts';
import { valuesInText, type TextValues } from './values-in-text.ts';
import type { Domain } from '@covergrid/testdata';
import { compileSteps, type WorldStep } from './world-steps.ts';

/** A playbook with every formula, condition and phrase compiled. */
export interface CompiledPlaybook {
  readonly source: Source<Playbook>;
  readonly draws: readonly AxisDraw[];
  readonly circumstances: readonly Circumstance[];
  /** Draws from 1 to `$total`, the sum of the weights. */
  readonly drawWeight: Run;
  readonly steps: readonly WorldStep[];
  readonly session: readonly { readonly holds: Holds; readonly gives: readonly NamedRun[] }[];
  readonly facts: readonly NamedRun[];
  readonly classes: readonly ClassColumn[];
  readonly judge: (facts: JsonObject) => PolicyJudgement | undefined;
  readonly governed: GovernedQuantity;
  /** The values that the texts of the policies hold. */
  readonly policyValues: TextValues;
  readonly toolset: Toolset;
  /** By policy: that a reply names it. */
  readonly citations: ReadonlyMap<string, Constraint>;
  /** That a refusal promises nothing an approval would give. */
  readonly promises: readonly Constraint[];
  /** That nobody says an approval was carried out. */
  readonly claims: readonly Constraint[];
  /** The tools with which an approval changes something. */
  readonly approvalWrites: readonly string[];
  /** That nothing is changed. */
  readonly noWrites: readonly Constraint[];
  readonly overrides: readonly { readonly id: string; readonly holds: Holds; readonly outcome: string }[];
  readonly outcomes: ReadonlyMap<string, CompiledOutcome>;
  readonly missing: readonly CompiledMissing[];
  readonly slips: readonly CompiledSlip[];
  readonly secondIntents: readonly CompiledSecondIntent[];
  readonly wishes: readonly CompiledWish[];
  readonly attacks: readonly CompiledAttack[];
  /** By behavior: what the customer is after. */
  readonly goals: ReadonlyMap<string, Phrase>;
  /** By behavior: the clauses that ask. */
  readonly requests: ReadonlyMap<string, readonly Phrase[]>;
  readonly acts: ReadonlyMap<string, ActPhrases>;
}

/** A number that is drawn from the range of a bin. */
interface AxisDraw {
  readonly axis: string;
  readonly name: string;
  readonly ranges: ReadonlyMap<string, DrawRange>;
}

/** The range of one bin; both ends belong to it. */
interface DrawRange {
  readonly low: number;
  readonly high: number;
  readonly run: Run;
}

/** What else may be so in a world. */
interface Circumstance {
  readonly id: string;
  readonly weight: number;
  readonly holds: Holds;
  /** What the customer says of it. */
  readonly says: readonly Phrase[];
}

/** How one column of the decision table reads facts. */
interface ClassColumn {
  readonly column: string;
  readonly options: readonly { readonly name: string; readonly holds: Holds }[];
}

/** What the policy axis is about. */
interface GovernedQuantity {
  readonly policy: string;
  /** The fact that holds it; undefined where no policy limits a quantity. */
  readonly fact: string | undefined;
  readonly limit: Run | undefined;
}

/** Compiles a playbook of valid shape for the domain model of its vertical. */
export function compilePlaybook(source: Source<Playbook>, domain: Domain): CompiledPlaybook {
  const playbook = source.value;
  const toolset = compileTools(playbook.tools, domain);
  const allowed = Object.values(playbook.outcomes).filter(({ decision }) => verdictOf(decision) === 'ALLOW');
  return {
    source,
    ...fixedConstraints(playbook.policies, new Set(allowed.map(({ remedy }) => remedy)), toolset.writes),
    approvalWrites: (playbook.outcomes['approve']?.actions ?? [])
      .map(({ tool }) => tool)
      .filter((tool) => toolset.writes.includes(tool)),
    draws: Object.entries(playbook.axes).flatMap(([axis, { draws }]) =>
      Object.entries(draws).map(([name, ranges]) => compileDraw(axis, name, ranges)),
    ),
    circumstances: playbook.circumstances.map(({ id, weight, when, says }) => ({
      id,
      weight,
      holds: condition(when, 'circumstances', id),
      says: compilePhrases(says),
    })),
    drawWeight: formula({ $integer: [1, '$total'] }, 'circumstances'),
    steps: compileSteps(playbook.world, domain, source.document),
    session: sessionVariants(playbook.session).map(({ when, gives }, index) => ({
      holds: condition(when, 'session', index),
      gives: formulas(gives, 'session', index),
    })),
    facts: formulas(playbook.facts, 'facts'),
    classes: Object.entries(playbook.classes).map(([column, options]) => ({
      column,
      options: options.map((option) => ({
        name: option.class,
        holds: condition(option.when, 'classes', column, option.class),
      })),
    })),
    judge: compileClauses(playbook.clauses),
    governed: compileGoverned(playbook),
    policyValues: valuesInText(playbook.policies.map(({ title, text }) => `${title}\n${text}`).join('\n')),
    toolset,
    overrides: playbook.overrides.map(({ id, when, outcome }) => ({
      id,
      outcome,
      holds: condition(when, 'overrides', id),
    })),
    outcomes: new Map(
      Object.entries(playbook.outcomes).map(([name, text]) => [name, compileOutcome(name, text)]),
    ),
    missing: playbook.missing.map(compileMissing),
    slips: playbook.slips.map(compileSlip),
    secondIntents: playbook.second_intents.map(compileSecondIntent),
    wishes: playbook.constraints.map(compileWish),
    attacks: playbook.attacks.map((text, index) => compileAttack(text, index, domain, source.document)),
    goals: new Map(Object.entries(playbook.goals).map(([behavior, text]) => [behavior, compilePhrase(text)])),
    requests: compilePhraseMap(playbook.wording.requests),
    acts: compileActs(playbook.wording.acts),
  };
}

function compileDraw(
  axis: string,
  name: string,
  ranges: Readonly<Record<string, readonly [number, number]>>,
): AxisDraw {
  const compiled = Object.entries(ranges).map(([bin, [low, high]]): [string, DrawRange] => [
    bin,
    // The bin is no part of the place: scenarios that differ in it draw from the same stream.
    { low, high, run: formula({ $integer: [low, high] }, 'axes', axis, name) },
  ]);
  return { axis, name, ranges: new Map(compiled) };
}

function compileGoverned(playbook: Playbook): GovernedQuantity {
  const policy = playbook.policies.find(({ quantity }) => quantity !== undefined) ?? playbook.policies[0];
  if (policy === undefined) throw new Error('A playbook has a policy.');
  const { quantity } = policy;
  if (quantity === undefined) return { policy: policy.id, fact: undefined, limit: undefined };
  return { policy: policy.id, fact: quantity.fact, limit: formula(quantity.limit, 'policies', policy.id) };
}

/** The variants of a session; a map stands for the only one. */
export function sessionVariants(session: Playbook['session']): readonly {
  readonly when?: Playbook['clauses'][number]['when'] | undefined;
  readonly gives: Playbook['facts'];
}[] {
  return Array.isArray(session) ? session : [{ gives: session }];
}
