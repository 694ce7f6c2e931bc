import { createHash } from 'node:crypto';
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
  const fates = listGrid(taxonomy).map((point): PointFate => ({ point, excludedBy: undefined }));
  for (const rule of exclusions.rules) {
    if (!('exclude' in rule)) continue;
    for (const fate of fates) {
      if (fate.excludedBy === undefined && matches(rule.exclude, fate.point, taxonomy))
        fate.excludedBy = rule.id;
    }
  }
  for (const rule of exclusions.rules) if ('limit' in rule) applyLimit(rule, fates, taxonomy, seed);
  return fates;
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

function applyLimit(rule: LimitRule, fates: readonly PointFate[], taxonomy: Taxonomy, seed: number): void {
  const dimensions = Object.keys(fates[0]?.point ?? {});
  const tuple = (ids: readonly string[] | undefined, point: Point): string[] =>
    dimensions.filter((id) => ids?.includes(id)).map((id) => `${id}=${point[id]}`);
  const candidates = fates.filter(
    ({ point, excludedBy }) => excludedBy === undefined && matches(rule.limit, point, taxonomy),
  );
  const groups = Map.groupBy(candidates, ({ point }) => JSON.stringify(tuple(rule.per, point)));
  for (const [name, members] of groups) {
    const group = JSON.parse(name) as string[];
    const left = members.map((fate) => {
      const preferred = (rule.prefer ?? []).findIndex((predicate) =>
        matches(predicate, fate.point, taxonomy),
      );
      return {
        fate,
        preference: preferred === -1 ? (rule.prefer ?? []).length : preferred,
        balance: tuple(rule.balance, fate.point),
        spread: tuple(rule.spread, fate.point),
      };
    });
    const queues = new Map<string, typeof left>();
    const taken: typeof left = [];
    while (taken.length < rule.keep && left.length > 0) {
      const preference = Math.min(...left.map((candidate) => candidate.preference));
      let choice = left.filter((candidate) => candidate.preference === preference);
      for (const part of ['balance', 'spread'] as const) {
        const standing = (candidate: (typeof left)[number]): [number, string] => [
          taken.filter((other) => String(other[part]) === String(candidate[part])).length,
          digest([seed, 'limit', rule.id, group, candidate[part]]).toString('hex'),
        ];
        let best = standing(choice[0]!);
        for (const candidate of choice) {
          const own = standing(candidate);
          if (own[0] < best[0] || (own[0] === best[0] && own[1] < best[1])) best = own;
        }
        choice = choice.filter((candidate) => String(standing(candidate)) === String(best));
      }
      const { balance, spread } = choice[0]!;
      const key = JSON.stringify([preference, balance, spread]);
      const queue =
        queues.get(key) ?? shuffled(choice, [seed, 'limit', rule.id, group, preference, balance, spread]);
      queues.set(key, queue);
      const next = queue.shift()!;
      taken.push(next);
      left.splice(left.indexOf(next), 1);
    }
    for (const { fate } of left) fate.excludedBy = rule.id;
  }
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
