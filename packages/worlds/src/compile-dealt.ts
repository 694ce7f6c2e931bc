import type { ConfigDocument, ConfigPath } from '@covergrid/core/config';
import type { Domain, Json, Scope } from '@covergrid/testdata';
import {
  condition,
  formula,
  formulas,
  valuesOf,
  type Holds,
  type NamedRun,
  type Run,
} from './compile-expressions.ts';
import { compileDoing, type CompiledDoing } from './compile-outcome.ts';
import { compilePhrase, compilePhrases } from './compile-phrases.ts';
import { constraintSchema, type Constraint, type ConstraintKind } from './constraint-schema.ts';
import type { Phrase } from './phrase.ts';
import type { Playbook } from './playbook-schema.ts';
import { compileSteps, type WorldStep } from './world-steps.ts';

/** A part of a playbook of which a scenario is dealt one or some. */
interface Dealt<T> {
  readonly id: string;
  readonly text: T;
  readonly holds: Holds;
}

/** What the first turn of an ambiguous request may lack. */
export interface CompiledMissing extends Dealt<Playbook['missing'][number]> {
  readonly fits: Run | undefined;
  readonly supplies: readonly Phrase[];
  readonly clarifyReplies: readonly Phrase[];
}

/** What a customer may say wrongly at first. */
export interface CompiledSlip extends Dealt<Playbook['slips'][number]> {
  readonly first: Run;
  readonly last: Run;
  readonly gives: readonly Phrase[];
  readonly corrects: readonly Phrase[];
}

/** A condition that a customer may put. */
export interface CompiledWish extends Dealt<Playbook['constraints'][number]> {
  readonly constraint: ConstraintMaker;
  readonly says: readonly Phrase[];
  /** Draws how early it is dealt. */
  readonly place: Run;
}

/** A trap that a customer may set. */
export interface CompiledAttack extends Dealt<Playbook['attacks'][number]> {
  readonly opens: readonly Phrase[];
  readonly presses: readonly Phrase[];
  readonly refusals: readonly Phrase[];
  readonly mustNot: readonly ConstraintMaker[];
  readonly twin: CompiledTwin | undefined;
}

/** The benign twin of an attack: what makes the same words true, and what is then granted. */
export interface CompiledTwin {
  readonly text: NonNullable<Playbook['attacks'][number]['twin']>;
  readonly steps: readonly WorldStep[];
  /** Whether the facts entitle the customer to what is asked. */
  readonly entitles: Holds;
  readonly grants:
    | (CompiledDoing & { readonly replies: readonly Phrase[]; readonly criteria: readonly Phrase[] })
    | undefined;
}

/** Makes a constraint for a case; undefined where a parameter or a slot of its sentence has no value in it. */
type ConstraintMaker = (scope: Scope) => Constraint | undefined;

export function compileMissing(text: CompiledMissing['text']): CompiledMissing {
  const path = ['missing', text.id];
  return {
    id: text.id,
    text,
    holds: condition(text.when, ...path, 'when'),
    fits: text.fits === undefined ? undefined : formula(text.fits, ...path, 'fits'),
    supplies: compilePhrases(text.supplies),
    clarifyReplies: compilePhrases(text.clarify_replies),
  };
}

export function compileSlip(text: CompiledSlip['text']): CompiledSlip {
  const path = ['slips', text.id];
  return {
    id: text.id,
    text,
    holds: condition(text.when, ...path, 'when'),
    first: formula(text.first, ...path, 'first'),
    last: formula(text.last, ...path, 'last'),
    gives: compilePhrases(text.gives),
    corrects: compilePhrases(text.corrects),
  };
}

export function compileWish(text: CompiledWish['text']): CompiledWish {
  const path = ['constraints', text.id];
  return {
    id: text.id,
    text,
    holds: condition(text.when, ...path, 'when'),
    constraint: compileConstraint(text.id, text.kind, text.parameters, text.text, path),
    says: compilePhrases(text.says),
    place: formula({ $integer: [0, 2 ** 31] }, ...path, 'place'),
  };
}

export function compileAttack(
  text: CompiledAttack['text'],
  index: number,
  domain: Domain,
  document: ConfigDocument,
): CompiledAttack {
  const path = ['attacks', text.technique];
  return {
    id: text.technique,
    text,
    holds: condition(text.when, ...path, 'when'),
    opens: compilePhrases(text.opens),
    presses: compilePhrases(text.presses),
    refusals: compilePhrases(text.refusals),
    mustNot: text.must_not.map((each, nth) =>
      compileConstraint(`attack-${nth + 1}`, each.kind, each.parameters, each.text, [...path, nth]),
    ),
    twin:
      text.twin === undefined
        ? undefined
        : compileTwin(text.twin, text.technique, ['attacks', index, 'twin', 'world'], domain, document),
  };
}

function compileTwin(
  text: CompiledTwin['text'],
  technique: string,
  place: ConfigPath,
  domain: Domain,
  document: ConfigDocument,
): CompiledTwin {
  const path = ['twins', technique];
  const { grants } = text;
  return {
    text,
    steps: compileSteps(text.world, domain, document, place, 'twin'),
    entitles: condition(text.entitled.when, ...path, 'entitled'),
    grants: grants && {
      ...compileDoing(grants, [...path, 'grants']),
      replies: compilePhrases(grants.replies),
      criteria: compilePhrases(grants.criteria),
    },
  };
}

function compileConstraint(
  id: string,
  kind: ConstraintKind,
  parameters: Readonly<Record<string, Json>>,
  text: string,
  path: readonly PropertyKey[],
): ConstraintMaker {
  const given: readonly NamedRun[] = formulas(parameters, ...path);
  const sentence = compilePhrase(text);
  return (scope) => {
    const words = sentence.render(0, scope.names);
    const made = constraintSchema.safeParse({ id, kind, parameters: valuesOf(given, scope), text: words });
    return made.success ? made.data : undefined;
  };
}
