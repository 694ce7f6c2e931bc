import { createHash } from 'node:crypto';
import { finishSteps, type Steps } from '@covergrid/core';
import type { Exclusions, LimitRule, Predicate, Taxonomy } from '@covergrid/taxonomy';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A scenario spelt out: `domain`, `behavior` and every axis with its bin. */
export type Point = Readonly<Record<string, string>>;

/** A scenario with the id of the rule that excludes it, if one does. */
export interface PointFate {
  readonly point: Point;
  excludedBy: string | undefined;
}

/**
 * The meaning of exclusion rules, spelt out as plainly as possible: lists the whole grid in order of ids and applies
 * one rule after the other to one scenario after the other. Slow, and on purpose it shares no code with
 * {@link compileGrid}: tests and `verify` hold one against the other. Memory and time grow with the raw grid;
 * meant for up to about a million scenarios.
 */
export function fatesByDefinition(taxonomy: Taxonomy, exclusions: Exclusions, seed: number): PointFate[] {
  return finishSteps(fatesByDefinitionSteps(taxonomy, exclusions, seed));
}

/** As {@link fatesByDefinition}, in steps: for callers that may want to stop it. */
export function* fatesByDefinitionSteps(
  taxonomy: Taxonomy,
  exclusions: Exclusions,
  seed: number,
): Steps<PointFate[]> {
  const fates = listGrid(taxonomy).map((point): PointFate => ({ point, excludedBy: undefined }));
  for (const rule of exclusions.rules) {
    if (!('exclude' in rule)) continue;
    for (const fate of fates) {
      if (fate.excludedBy === undefined && matches(rule.exclude, fate.point, taxonomy))
        fate.excludedBy = rule.id;
    }
    yield;
  }
  for (const rule of exclusions.rules) if ('limit' in rule) yield* applyLimit(rule, fates, taxonomy, seed);
  return fates;
}

/**
 * What {@link fatesByDefinition} costs at most for limits, which look at every set of candidates for each scenario
 * they keep: so many looks, about 10^7 of which take a second.
 */
export function definitionCost(taxonomy: Taxonomy, { rules }: Exclusions): number {
  const sizes = new Map([
    ['domain', taxonomy.domains.length],
    ['behavior', taxonomy.behaviors.length],
    ...taxonomy.axes.map(({ id, bins }): [string, number] => [id, bins.length]),
  ]);
  const product = (ids: Iterable<string>): number =>
    [...ids].reduce((size, id) => size * (sizes.get(id) ?? 1), 1);
  const raw = product(sizes.keys());
  return rules.reduce((cost, rule) => {
    if (!('limit' in rule)) return cost;
    const { per, balance = [], spread = [], prefer = [], keep } = rule;
    const groups = product(new Set(per));
    const sets = product(new Set([...balance, ...spread])) * (prefer.length + 1);
    return cost + Math.min(keep * groups, raw) * Math.min(sets, raw / groups);
  }, 0);
}

/** True where a scenario fits a predicate. */
export function matches(predicate: Predicate, point: Point, taxonomy: Taxonomy): boolean {
  return Object.entries(predicate).every(([key, value]) => {
    if (value === undefined) return true;
    if (key === 'all') return (value as Predicate[]).every((part) => matches(part, point, taxonomy));
    if (key === 'any') return (value as Predicate[]).some((part) => matches(part, point, taxonomy));
    if (key === 'not') return !matches(value as Predicate, point, taxonomy);
    const isNegated = typeof value === 'object' && !Array.isArray(value);
    const wanted = asList(
      isNegated ? (value as { not: string | string[] }).not : (value as string | string[]),
    );
    const fits =
      key === 'trait' ? wanted.some((id) => hasTrait(id, point, taxonomy)) : wanted.includes(point[key]!);
    return fits !== isNegated;
  });
}

function hasTrait(id: string, point: Point, taxonomy: Taxonomy): boolean {
  return taxonomy.traits.some(
    (trait) =>
      trait.id === id &&
      (trait.domain === undefined || asList(trait.domain).includes(point['domain']!)) &&
      (trait.behavior === undefined || asList(trait.behavior).includes(point['behavior']!)),
  );
}

function asList(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function listGrid(taxonomy: Taxonomy): Point[] {
  const sorted = (ids: string[]): string[] => ids.toSorted();
  const axes = taxonomy.axes.map(({ id, bins }) => ({ id, values: sorted(bins.map((bin) => bin.id)) }));
  axes.sort((a, b) => (a.id < b.id ? -1 : 1));
  const dimensions = [
    { id: 'domain', values: sorted(taxonomy.domains.map(({ id }) => id)) },
    { id: 'behavior', values: sorted(taxonomy.behaviors.map(({ id }) => id)) },
    ...axes,
  ];
  let points: Point[] = [{}];
  for (const { id, values } of dimensions) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [id]: value })));
  }
  return points;
}

function* applyLimit(
  rule: LimitRule,
  fates: readonly PointFate[],
  taxonomy: Taxonomy,
  seed: number,
): Steps<void> {
  const dimensions = Object.keys(fates[0]?.point ?? {});
  const tuple = (ids: readonly string[] | undefined, point: Point): string[] =>
    dimensions.filter((id) => ids?.includes(id)).map((id) => `${id}=${point[id]}`);
  const candidates = fates.filter(
    ({ point, excludedBy }) => excludedBy === undefined && matches(rule.limit, point, taxonomy),
  );
  yield;
  const { prefer = [] } = rule;
  const groups = Map.groupBy(candidates, ({ point }) => JSON.stringify(tuple(rule.per, point)));
  for (const [name, members] of groups) {
    const group = JSON.parse(name) as string[];
    // Candidates that share preference, balance and spread are told apart by their permutation alone.
    const sets: MemberSet[] = [];
    const bySet = Map.groupBy(members, ({ point }) => {
      const preferred = prefer.findIndex((predicate) => matches(predicate, point, taxonomy));
      const preference = preferred === -1 ? prefer.length : preferred;
      return JSON.stringify([preference, tuple(rule.balance, point), tuple(rule.spread, point)]);
    });
    for (const [key, alike] of bySet) {
      const [preference, balance, spread] = JSON.parse(key) as [number, string[], string[]];
      const order = [seed, 'limit', rule.id, group];
      sets.push({
        preference,
        balance: { tuple: String(balance), tie: digest([...order, balance]).toString('hex') },
        spread: { tuple: String(spread), tie: digest([...order, spread]).toString('hex') },
        queue: shuffled(alike, [...order, preference, balance, spread]),
      });
      yield;
    }
    const taken = { balance: new Map<string, number>(), spread: new Map<string, number>() };
    for (let open = rule.keep; open > 0 && sets.some(({ queue }) => queue.length > 0); open--) {
      let choice = sets.filter(({ queue }) => queue.length > 0);
      const preference = lowest(choice, (set) => set.preference);
      choice = choice.filter((set) => set.preference === preference);
      for (const part of ['balance', 'spread'] as const) {
        const countOf = (set: MemberSet): number => taken[part].get(set[part].tuple) ?? 0;
        const fewest = lowest(choice, countOf);
        choice = choice.filter((set) => countOf(set) === fewest);
        const tie = choice.map((set) => set[part].tie).toSorted()[0];
        choice = choice.filter((set) => set[part].tie === tie);
      }
      const next = choice[0]!;
      next.queue.shift();
      for (const part of ['balance', 'spread'] as const) {
        taken[part].set(next[part].tuple, (taken[part].get(next[part].tuple) ?? 0) + 1);
      }
      yield;
    }
    for (const { queue } of sets) for (const fate of queue) fate.excludedBy = rule.id;
  }
}

/** Candidates of one group that share preference, balance and spread, in the order in which they are taken. */
interface MemberSet {
  readonly preference: number;
  readonly balance: { readonly tuple: string; readonly tie: string };
  readonly spread: { readonly tuple: string; readonly tie: string };
  readonly queue: PointFate[];
}

function lowest<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((least, item) => Math.min(least, measure(item)), Number.POSITIVE_INFINITY);
}

function shuffled<T>(members: readonly T[], key: unknown[]): T[] {
  const bytes = digest(key);
  const random = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => bytes.readInt32BE(offset)));
  const order = [...members];
  for (let i = 0; i < order.length; i++) {
    const j = uniformInt(random, i, order.length - 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function digest(key: unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(key)).digest();
}
