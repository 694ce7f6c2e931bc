import { compareIds } from '@covergrid/core';
import { formula, type Run } from './compile-expressions.ts';
import { compileActs, compilePhraseMap, type ActPhrases } from './compile-phrases.ts';
import { compilePlaybook, type CompiledPlaybook } from './compile-playbook.ts';
import type { Behaviors } from './behaviors-schema.ts';
import { compileTechniqueOrder, type TechniqueTurn } from './technique-order.ts';
import { compileDecisionTable, matches, type Classes, type DecisionRow } from './decision-table.ts';
import type { DecisionTable } from './decision-table-schema.ts';
import type { Source } from './load.ts';
import type { Phrase } from './phrase.ts';
import type { Playbook } from './playbook-schema.ts';
import type { Taxonomy } from '@covergrid/taxonomy';
import type { Domain, Draws } from '@covergrid/testdata';

/** The content of a vertical, valid in shape. */
export interface VerticalSources {
  readonly taxonomy: Pick<Taxonomy, 'id' | 'domains' | 'axes' | 'behaviors'>;
  readonly domain: Domain;
  readonly behaviors: Source<Behaviors>;
  readonly decisionTable: Source<DecisionTable>;
  readonly playbooks: readonly Source<Playbook>[];
}

/** A vertical ready to build cases: all its content, compiled once. */
export interface Vertical {
  readonly id: string;
  readonly sources: VerticalSources;
  readonly behaviors: CompiledBehaviors;
  readonly decisionTable: DecisionTable;
  /** The only row for the classes of a case. */
  decide(classes: Classes): DecisionRow | undefined;
  /** The classes that bins stand for, column by column. */
  classesOf(axes: Readonly<Record<string, string>>): Classes;
  /** By domain. */
  readonly playbooks: ReadonlyMap<string, CompiledPlaybook>;
  /** How many scenarios the raw product of a cell has. */
  readonly cellSize: number;
  /**
   * The place of a scenario in the raw product of its cell, from 0: axes by id, the first the slowest; bins by id. Axes
   * that a final row of the decision table goes by come before all others: what such a row decides then stands
   * together, and what is dealt in turn to the rest, place by place, comes up evenly.
   */
  cellIndex(axes: Readonly<Record<string, string>>): number;
  /** The turn of a scenario of a behavior in the order in which techniques are dealt. */
  techniqueTurn(behavior: string, axes: Readonly<Record<string, string>>): TechniqueTurn | undefined;
}

/** The turns of a conversation, as a behavior plans them. */
export type Plan = Behaviors['behaviors'][number]['plans'][number];

/** How the customers of a vertical act. */
export interface CompiledBehaviors {
  readonly text: Behaviors;
  /** By behavior. */
  readonly conducts: ReadonlyMap<string, Behaviors['behaviors'][number]>;
  readonly acts: ReadonlyMap<string, ActPhrases>;
  /** By behavior: draws one of its plans, by weight. */
  readonly plans: ReadonlyMap<string, (draws: Draws) => Plan>;
  /** By what the agent does. */
  readonly replies: ReadonlyMap<string, readonly Phrase[]>;
  /** Draws the minute of the epoch at which a conversation takes place. */
  readonly clock: Run;
}

/** Compiles the content of a vertical. Content that `lintPlaybook` refuses may throw here, or later in `buildCase`. */
export function compileVertical(sources: VerticalSources): Vertical {
  const table = sources.decisionTable.value;
  const finalAxes = new Set<string>(
    table.rows
      .filter((row) => row.final)
      .flatMap(({ when }) => Object.keys(when).flatMap((column) => table.classes[column]?.axis ?? [])),
  );
  const axes = sources.taxonomy.axes
    .toSorted((a, b) => Number(finalAxes.has(b.id)) - Number(finalAxes.has(a.id)) || compareIds(a.id, b.id))
    .map(({ id, bins }) => ({ id, bins: bins.map((bin) => bin.id).toSorted(compareIds) }));
  const columns = Object.entries(table.classes).map(([column, { axis, values }]) => ({
    column,
    axis,
    classOfBin: new Map(Object.entries(values).map(([name, bin]) => [bin, name])),
  }));
  const classesOf: Vertical['classesOf'] = (bins) =>
    Object.fromEntries(
      columns.map(({ column, axis, classOfBin }) => [column, classOfBin.get(bins[axis] ?? '') ?? '']),
    );
  const isFinal = (bins: Readonly<Record<string, string>>): boolean =>
    table.rows.some((row) => row.final && matches(row, classesOf(bins)));
  const behaviors = compileBehaviors(sources.behaviors.value);
  const orders = new Map(
    sources.behaviors.value.behaviors.map(({ id, deals }) => [
      id,
      compileTechniqueOrder(axes, deals.attack_order, finalAxes, isFinal),
    ]),
  );
  return {
    id: sources.taxonomy.id,
    sources,
    behaviors,
    decisionTable: table,
    decide: compileDecisionTable(table),
    classesOf,
    playbooks: new Map(
      sources.playbooks.map((source) => [source.value.domain, compilePlaybook(source, sources.domain)]),
    ),
    cellSize: axes.reduce((size, { bins }) => size * bins.length, 1),
    cellIndex: (wanted) =>
      axes.reduce((index, { id, bins }) => index * bins.length + bins.indexOf(wanted[id] ?? ''), 0),
    techniqueTurn: (behavior, bins) => orders.get(behavior)?.(bins),
  };
}

function compileBehaviors(text: Behaviors): CompiledBehaviors {
  const [from, to] = text.clock.map((instant) => Math.floor(Date.parse(instant) / 60_000));
  return {
    text,
    conducts: new Map(text.behaviors.map((behavior) => [behavior.id, behavior])),
    acts: compileActs(text.acts),
    plans: new Map(text.behaviors.map(({ id, plans }) => [id, compilePlans(id, plans)])),
    replies: compilePhraseMap(text.replies),
    clock: formula({ $integer: [from ?? 0, to ?? 0] }, 'clock'),
  };
}

function compilePlans(behavior: string, plans: readonly Plan[]): (draws: Draws) => Plan {
  const run = formula({ $weighted: plans.map(({ weight }, index) => [weight, index]) }, 'plan', behavior);
  return (draws) => plans[Number(run({ names: {}, draws }))]!;
}
