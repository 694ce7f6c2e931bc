import { CovergridError, quoted } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import {
  drawsFor,
  equalJson,
  requireSmall,
  type Draws,
  type Json,
  type JsonObject,
  type Scope,
} from '@covergrid/testdata';
import type { CompiledAttack, CompiledMissing, CompiledTwin } from './compile-dealt.ts';
import type { CompiledOutcome, Disclosure } from './compile-outcome.ts';
import type { CompiledPlaybook } from './compile-playbook.ts';
import type { Constraint } from './constraint-schema.ts';
import {
  dealAttack,
  dealMissing,
  dealSecondIntent,
  dealSlip,
  dealWishes,
  type DealtSlip,
  type DealtWish,
} from './deal.ts';
import { isSecondIntent } from './behaviors-schema.ts';
import type { CompiledSecondIntent, SecondAnswer } from './compile-second-intent.ts';
import { verdictOf } from './decision.ts';
import type { Classes, DecisionRow } from './decision-table.ts';
import { diffState } from './diff-state.ts';
import { outcomeConstraints } from './outcome-constraints.ts';
import type { ExpectedAction, Golden, StateDiff } from './records-schema.ts';
import { replay, type Replayed } from './replay.ts';
import type { TypedValue } from './typed-value.ts';
import type { Plan, Vertical } from './vertical.ts';
import { recordOf, type RecordPlace, type WorldInProgress } from './world-steps.ts';
import type { State } from '@covergrid/testdata';

/** What a case is built for: one point of the grid. */
export interface CasePoint {
  readonly scenario_id: string;
  readonly domain: string;
  readonly behavior: string;
  /** Axis: bin. */
  readonly axes: Readonly<Record<string, string>>;
}

/** Which of the cases of a scenario. */
export interface CaseOptions {
  readonly seed: number;
  /** From 0. Default: 0. */
  readonly variant?: number | undefined;
  /** For probes: puts every number of an axis at this end of its range. */
  readonly corner?: 'low' | 'high' | undefined;
}

/** What is so in one scenario, before anybody speaks: its world, its facts, and what is right. */
export interface Case {
  readonly point: CasePoint;
  readonly seed: number;
  readonly variant: number;
  readonly playbook: CompiledPlaybook;
  /** Deals forms of words: the place of the scenario in the raw product of its cell, variants one after the other. */
  readonly index: number;
  /** For further draws of this case. */
  readonly draws: Draws;
  readonly circumstance: string;
  readonly world: State;
  /** What formulas and slots see. */
  readonly names: Readonly<Record<string, Json | undefined>>;
  /** Which record each name of a world's step stands for. */
  readonly records: ReadonlyMap<string, RecordPlace>;
  /** What the agent is told of the signed-in customer. */
  readonly session: JsonObject;
  readonly facts: JsonObject;
  readonly classes: Classes;
  readonly row: DecisionRow;
  /** The override that decided before the decision table did. */
  readonly override: string | undefined;
  readonly outcome: CompiledOutcome;
  readonly finalOutcome: Golden['final_outcome'];
  readonly policy: Golden['policy'];
  readonly availability: string;
  /** Those of a second intent come first, those that a twin grants last. */
  readonly actions: readonly ExpectedAction[];
  /** What a twin is granted beside its outcome. */
  readonly granted: readonly ExpectedAction[];
  /** Why the actions cannot be carried out; undefined where they can. */
  readonly failure: string | undefined;
  readonly finalState: StateDiff;
  readonly communicates: readonly TypedValue[];
  readonly discloses: readonly Disclosure[];
  /** What the outcome alone asks of every answer. */
  readonly constraints: readonly Constraint[];
  readonly missing: CompiledMissing | undefined;
  readonly slip: DealtSlip | undefined;
  readonly wishes: readonly DealtWish[];
  readonly attack: CompiledAttack | undefined;
  /** In a benign twin: what makes the words of the attack true, and what is granted. */
  readonly twin: CompiledTwin | undefined;
  /** The turns that its customer takes. */
  readonly plan: Plan;
  readonly secondIntent: DealtSecondIntent | undefined;
}

/** What else the customer of one case asks, and what the right answer to that is. */
interface DealtSecondIntent {
  readonly intent: CompiledSecondIntent;
  readonly answer: SecondAnswer;
}

/**
 * Builds the case of a scenario: its world, step by step; the facts, read off the finished world; the outcome, from
 * overrides and then the decision table; and what the right answer does, carried out on the world.
 *
 * Pure in (vertical, seed, scenario, variant): no case depends on another.
 *
 * @throws WORLD_EVENT_REFUSED, WORLD_UNDECIDED where the playbook has a fault that `lintPlaybook` names
 */
export function buildCase(vertical: Vertical, point: CasePoint, options: CaseOptions): Case {
  return build(vertical, point, options, false);
}

/**
 * Builds the benign twin of an adversarial case: the same draws and the same words, in a world where the steps of the
 * twin have made them true; session and facts are read off that world, and the outcome follows from them. Undefined
 * where the case is no attack, or one without a twin.
 *
 * @throws WORLD_EVENT_REFUSED, WORLD_UNDECIDED where the playbook has a fault
 */
export function buildTwin(vertical: Vertical, point: CasePoint, options: CaseOptions): Case | undefined {
  const deals = vertical.behaviors.conducts.get(point.behavior)?.deals.attack ?? false;
  const built = deals ? build(vertical, point, options, true) : undefined;
  return built?.twin === undefined ? undefined : built;
}

function build(
  vertical: Vertical,
  point: CasePoint,
  { seed, variant = 0, corner }: CaseOptions,
  isTwin: boolean,
): Case {
  const playbook = vertical.playbooks.get(point.domain);
  const conduct = vertical.behaviors.conducts.get(point.behavior);
  if (playbook === undefined)
    throw new CovergridError('WORLD_UNDECIDED', `There is no playbook for ${quoted(point.domain)}.`);
  if (conduct === undefined)
    throw new CovergridError('WORLD_UNDECIDED', `There is no behavior ${quoted(point.behavior)}.`);
  const index = vertical.cellIndex(point.axes) + vertical.cellSize * variant;
  const draws = drawsFor(seed, 'case', point.scenario_id, variant);
  const world = begin(vertical, playbook, point, draws, corner);
  const deal = { playbook, point, seed, index, scope: world };
  const turn = conduct.deals.attack ? vertical.techniqueTurn(point.behavior, point.axes) : undefined;
  const attack = turn && dealAttack(deal, variant, turn);
  world.names['technique'] = attack?.id ?? null;
  const twin = isTwin ? attack?.twin : undefined;
  for (const step of [...playbook.steps, ...(twin?.steps ?? [])]) step(world);
  const session = sessionOf(playbook, world);
  world.names['session'] = session;
  const facts = readFacts(playbook, world);
  const decided = decide(vertical, playbook, point, facts);
  const told = toldBy(decided.outcome, world);
  // A twin says what its attack says, whatever either has to be told.
  const said = isTwin ? build(vertical, point, { seed, variant, corner }, false) : undefined;
  const dealtSlip = (): DealtSlip | undefined => (conduct.deals.slip ? dealSlip(deal, told) : undefined);
  const slip = said === undefined ? dealtSlip() : said.slip;
  world.names['slip'] = slip === undefined ? null : { first: slip.first, last: slip.last };
  const plan = vertical.behaviors.plans.get(point.behavior)!(draws);
  const dealtIntent = (): CompiledSecondIntent | undefined =>
    asksMore(plan) ? dealSecondIntent(deal, told) : undefined;
  const intent = said === undefined ? dealtIntent() : said.secondIntent?.intent;
  const secondIntent = intent && { intent, answer: intent.answer(world) };
  return {
    point,
    seed,
    variant,
    playbook,
    index,
    draws,
    circumstance: world.circumstance,
    world: world.state,
    names: world.names,
    records: world.records,
    session,
    facts,
    ...decided,
    ...answerOf(playbook, decided, secondIntent?.answer, twin, facts, world),
    missing: conduct.deals.missing ? dealMissing(deal) : undefined,
    slip,
    wishes: dealWishes(deal, conduct.deals.constraints),
    attack,
    twin,
    plan,
    secondIntent,
  };
}

function toldBy(outcome: CompiledOutcome, world: WorldInProgress): TypedValue[] {
  return [...outcome.communicates(world), ...outcome.discloses(world).map(({ value }) => value)];
}

/** True for a plan in which the customer asks for something else along the way. */
export function asksMore({ turns }: Plan): boolean {
  return turns.some(({ acts }) => acts.some(isSecondIntent));
}

function begin(
  vertical: Vertical,
  playbook: CompiledPlaybook,
  { scenario_id, behavior, axes }: CasePoint,
  draws: Draws,
  corner: CaseOptions['corner'],
): WorldInProgress {
  const names: Record<string, Json | undefined> = { behavior, bin: axes, ...axes };
  const scope = { names, draws };
  const now = new Date(Number(vertical.behaviors.clock(scope)) * 60_000).toISOString().replace('.000', '');
  const drawn: Record<string, Json> = {};
  for (const { axis, name, ranges } of playbook.draws) {
    const range = ranges.get(axes[axis] ?? '');
    drawn[name] = range === undefined ? null : corner === undefined ? range.run(scope) : range[corner];
  }
  const dealt = playbook.circumstances.filter(({ holds }) => holds(scope));
  names['total'] = dealt.reduce((sum, { weight }) => sum + weight, 0);
  let left = Number(playbook.drawWeight(scope));
  const circumstance = dealt.find(({ weight }) => (left -= weight) <= 0)?.id ?? null;
  return {
    scenario: scenario_id,
    circumstance: circumstance ?? 'none',
    state: vertical.sources.domain.empty(now),
    draws,
    records: new Map(),
    names: { now, behavior, bin: axes, draw: drawn, circumstance },
  };
}

function sessionOf(playbook: CompiledPlaybook, scope: Scope): JsonObject {
  const session: Record<string, Json> = {};
  const variant = playbook.session.find(({ holds }) => holds(scope));
  for (const [name, run] of variant?.gives ?? []) {
    const value = run(scope);
    if (value !== null) session[name] = value;
  }
  return session;
}

/** Reads the facts off a finished world, each by its name and in `facts`, the later from the earlier. */
function readFacts(
  playbook: CompiledPlaybook,
  scope: { readonly names: Record<string, Json | undefined>; readonly draws?: Draws | undefined },
): JsonObject {
  const facts: Record<string, Json> = {};
  const { names } = scope;
  names['facts'] = facts;
  for (const [name, run] of playbook.facts) {
    const value = requireSmall(run(scope), ['facts', name]);
    facts[name] = value;
    names[name] = value;
  }
  return facts;
}

/**
 * The facts of a case read again, off another state of the same world: that of a record, say, rather than the one
 * that was built.
 */
export function factsIn(built: Case, state: State): JsonObject {
  // The same state gives the same facts.
  if (state === built.world) return built.facts;
  const names: Record<string, Json | undefined> = { ...built.names, now: state['now'] };
  for (const [name, record] of built.records) names[name] = recordOf(state, record);
  return readFacts(built.playbook, { names });
}

function decide(
  vertical: Vertical,
  playbook: CompiledPlaybook,
  point: CasePoint,
  facts: JsonObject,
): Pick<Case, 'classes' | 'row' | 'override' | 'outcome'> {
  const scope = { names: { ...facts, facts } };
  const undecided = (path: ConfigPath, what: string): CovergridError =>
    new CovergridError('WORLD_UNDECIDED', `${what} in scenario ${point.scenario_id}.`, {
      at: playbook.source.document.place(path, 'key'),
      data: { scenario_id: point.scenario_id, facts },
    });
  const classes: Record<string, string> = {};
  for (const { column, options } of playbook.classes) {
    const found = options.find(({ holds }) => holds(scope));
    if (found === undefined) throw undecided(['classes', column], `No class of ${quoted(column)} holds`);
    classes[column] = found.name;
  }
  const row = vertical.decide(classes);
  if (row === undefined) throw undecided(['classes'], 'The decision table has no row for the classes');
  const override = playbook.overrides.find(({ holds }) => holds(scope));
  const name = override?.outcome ?? row.decision;
  const outcome = playbook.outcomes.get(name);
  if (outcome === undefined) throw undecided(['outcomes'], `There is no outcome ${quoted(name)}, needed`);
  return { classes, row, override: override?.id, outcome };
}

function answerOf(
  playbook: CompiledPlaybook,
  { outcome, classes, override }: Pick<Case, 'outcome' | 'classes' | 'override'>,
  second: SecondAnswer | undefined,
  twin: CompiledTwin | undefined,
  facts: JsonObject,
  world: WorldInProgress,
): Pick<
  Case,
  | 'finalOutcome'
  | 'policy'
  | 'availability'
  | 'actions'
  | 'granted'
  | 'failure'
  | 'finalState'
  | 'communicates'
  | 'discloses'
  | 'constraints'
> {
  const { decision, remedy, reason_code, policies } = outcome.text;
  const amount = outcome.amount?.(world);
  const finalOutcome: Golden['final_outcome'] = {
    decision,
    verdict: verdictOf(decision),
    remedy,
    ...(typeof amount === 'number' ? { amount } : {}),
    reason_code,
    policy_ids: [...new Set([...policies, ...(twin === undefined ? [] : [twin.text.entitled.policy])])],
  };
  const own = outcome.actions(world);
  const granted = twin?.grants?.actions(world) ?? [];
  const alsoCalled = [...(second?.actions ?? []), ...granted];
  const actions = inOrder(second?.actions ?? [], own, granted);
  const after = (calls: readonly ExpectedAction[]): Replayed =>
    replay(playbook.toolset, world.state, calls, world.names['session'] as JsonObject);
  const replayed = after(actions);
  const finalState = diffState(world.state, replayed.state);
  const ownChanges = alsoCalled.length === 0 ? finalState : diffState(world.state, after(own).state);
  const communicates = [...outcome.communicates(world), ...(twin?.grants?.communicates(world) ?? [])];
  const discloses = outcome.discloses(world);
  const { governed } = playbook;
  return {
    finalOutcome,
    policy: {
      id: governed.policy,
      boundary: classes['policy'] ?? 'none',
      quantity: governed.fact ?? 'none',
      value: numberOrNull(governed.fact === undefined ? null : facts[governed.fact]),
      limit: numberOrNull(governed.limit?.(world)),
      flags: override === undefined ? [] : [override],
    },
    availability: classes['availability'] ?? 'none',
    actions,
    granted,
    failure: replayed.failure,
    finalState,
    communicates,
    discloses,
    constraints: outcomeConstraints({
      playbook,
      finalOutcome,
      actions,
      finalState: ownChanges,
      alsoCalled: alsoCalled.map(({ tool }) => tool),
      communicates,
      discloses,
      substitutes: decision === 'deny_unavailable' ? substitutesIn(playbook, world, communicates) : [],
    }),
  };
}

/** Calls of a second intent, those of the outcome that were not made already, and then those of a grant. */
function inOrder(
  first: readonly ExpectedAction[],
  then: readonly ExpectedAction[],
  granted: readonly ExpectedAction[],
): ExpectedAction[] {
  const isSame = (a: ExpectedAction, b: ExpectedAction): boolean =>
    a.tool === b.tool && equalJson(a.arguments, b.arguments);
  const own = then.filter((action) => !first.some((made) => isSame(made, action)));
  return [...first, ...own, ...granted].map((action, order) => ({ ...action, order }));
}

/** What names the alternative that this customer wants none of; amounts may be spoken of for other reasons. */
function substitutesIn(
  playbook: CompiledPlaybook,
  world: WorldInProgress,
  communicates: readonly TypedValue[],
): readonly TypedValue[] {
  const offered = playbook.outcomes.get('alternative')?.communicates(world) ?? [];
  return offered.filter(
    ({ kind, value }) =>
      (kind === 'text' || kind === 'id') && communicates.every((told) => told.value !== value),
  );
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
