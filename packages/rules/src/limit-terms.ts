import { keyedHash, seededRandom } from '@covergrid/core';
import type { Dimension, LimitRule } from '@covergrid/taxonomy';
import { resolvePredicate, type Condition } from './condition.ts';
import type { Taxonomy } from '@covergrid/taxonomy';

/** A limit rule with names resolved, and its keyed order of things. */
export interface LimitTerms {
  readonly id: string;
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
