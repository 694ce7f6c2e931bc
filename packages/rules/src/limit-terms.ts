import { keyedHash, seededRandom, type Place } from '@covergrid/core';
import { placeOfRule, type Dimension, type LimitRule, type Taxonomy } from '@covergrid/taxonomy';
import { resolvePredicate, type Condition } from './condition.ts';

/** A limit rule with names resolved, and its keyed order of things. */
export interface LimitTerms {
  readonly id: string;
  /** Where the rule stands in its file. */
  readonly at: Place | undefined;
  readonly label: number;
  readonly keep: number;
  readonly candidates: Condition;
  readonly preferences: readonly Condition[];
  readonly per: readonly number[];
  readonly balance: readonly number[];
  readonly spread: readonly number[];
  /** All dimensions that a set of candidates has fixed: per, balance and spread, in order. */
  readonly fixed: readonly number[];
}

/** Resolves a limit rule; `label` is what it gives to the rows it drops. */
export function limitTerms(
  rule: LimitRule,
  label: number,
  taxonomy: Taxonomy,
  dimensions: readonly Dimension[],
): LimitTerms {
  const layersOf = (ids: readonly string[] = []): number[] =>
    ids.map((id) => dimensions.findIndex((dimension) => dimension.id === id)).toSorted((a, b) => a - b);
  const [per, balance, spread] = [layersOf(rule.per), layersOf(rule.balance), layersOf(rule.spread)];
  return {
    id: rule.id,
    at: placeOfRule(rule),
    label,
    keep: rule.keep,
    candidates: resolvePredicate(rule.limit, taxonomy, dimensions),
    preferences: (rule.prefer ?? []).map((predicate) => resolvePredicate(predicate, taxonomy, dimensions)),
    per,
    balance,
    spread,
    fixed: [...new Set([...per, ...balance, ...spread])].toSorted((a, b) => a - b),
  };
}

/** The values of a row on some layers as a position among their combinations, first layer slowest. */
export function tupleIndex(
  radices: readonly number[],
  layers: readonly number[],
  digits: ArrayLike<number>,
): number {
  let index = 0;
  for (const layer of layers) index = index * radices[layer]! + digits[layer]!;
  return index;
}

/** The other way round: digits of all layers, of which only those on the given layers are meant. */
export function tupleDigits(
  radices: readonly number[],
  layers: readonly number[],
  index: number,
): Uint16Array {
  const digits = new Uint16Array(radices.length);
  let rest = index;
  for (let i = layers.length - 1; i >= 0; i--) {
    const radix = radices[layers[i]!]!;
    const above = Math.floor(rest / radix);
    digits[layers[i]!] = rest - above * radix;
    rest = above;
  }
  return digits;
}

/** The values of a row on some layers as `dimension=value` words: how hashes name groups and tuples. */
export function tupleWords(
  dimensions: readonly Dimension[],
  layers: readonly number[],
  digits: ArrayLike<number>,
): string[] {
  return layers.map((layer) => `${dimensions[layer]!.id}=${dimensions[layer]!.values[digits[layer]!]}`);
}

/** Where a balance or spread tuple stands among equals: SHA-256 of [seed, "limit", rule, group, tuple]. */
export function tieOf(
  seed: number,
  rule: string,
  group: readonly string[],
  tuple: readonly string[],
): string {
  return keyedHash(seed, 'limit', rule, group, tuple);
}

/**
 * The first `count` places of a permutation of `0..size - 1` that depends on seed, rule, group and set alone:
 * Fisher–Yates from the front, drawing from the stream [seed, "limit", rule, group, preference, balance, spread].
 * Kept sparse, so that it costs `count`, not `size`.
 */
export function takeMembers(
  count: number,
  size: number,
  seed: number,
  ...key: [
    rule: string,
    group: readonly string[],
    preference: number,
    balance: readonly string[],
    spread: readonly string[],
  ]
): number[] {
  const random = seededRandom(seed, 'limit', ...key);
  const moved = new Map<number, number>();
  return Array.from({ length: count }, (_, place) => {
    const other = random(place, size - 1);
    const member = moved.get(other) ?? other;
    moved.set(other, moved.get(place) ?? place);
    return member;
  });
}
