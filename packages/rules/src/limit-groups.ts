import { CovergridError, formatCount, type Steps } from '@covergrid/core';
import type { Dimension } from '@covergrid/taxonomy';
import { takeQuota } from './limit-quota.ts';
import { takeMembers, tieOf, tupleDigits, tupleIndex, tupleWords, type LimitTerms } from './limit-terms.ts';

/** Candidates of one limit that share preference and all fixed values. */
export interface MemberSet {
  readonly preference: number;
  /** The values on the fixed layers, as a position among their combinations. */
  readonly tuple: number;
  readonly size: number;
}

/** How a limit comes out. */
export interface LimitDecision {
  readonly reached: number;
  /** Digits on the `per` layers of each group that has more candidates than may stay. */
  readonly cappedGroups: readonly (readonly number[])[];
  /** True where every group that has candidates is capped. */
  readonly isCappedThroughout: boolean;
}

const SURVIVOR_LIMIT = 5_000_000;
const SET_LIMIT = 1_000_000;

/** @throws LIMIT_TOO_LARGE where a limit tells more sets of candidates apart than memory should hold */
export function requireFewSets(terms: LimitTerms, sets: number): void {
  if (sets <= SET_LIMIT) return;
  throw new CovergridError(
    'LIMIT_TOO_LARGE',
    `Limit "${terms.id}" tells more than ${formatCount(SET_LIMIT)} sets of scenarios apart by per, balance and spread.`,
    { at: terms.at },
  );
}

/**
 * Decides which members of which sets stay, group by group.
 *
 * @param take gets each set of which some stay, with their places in the order of its rows
 */
export function* decideLimit<Set extends MemberSet>(
  terms: LimitTerms,
  sets: readonly Set[],
  dimensions: readonly Dimension[],
  seed: number,
  take: (set: Set, places: readonly number[]) => void,
): Steps<LimitDecision> {
  const radices = dimensions.map(({ values }) => values.length);
  const digitsOfSet = ({ tuple }: Set): Uint16Array => tupleDigits(radices, terms.fixed, tuple);
  const groups = Map.groupBy(sets, (set) => tupleIndex(radices, terms.per, digitsOfSet(set)));
  const decision = { reached: 0, cappedGroups: [] as number[][], isCappedThroughout: true };
  let survivors = 0;
  for (const members of groups.values()) {
    yield;
    const candidates = members.reduce((sum, set) => sum + set.size, 0);
    decision.reached += candidates;
    if (candidates <= terms.keep) {
      decision.isCappedThroughout = false;
      continue;
    }
    survivors += terms.keep;
    if (survivors > SURVIVOR_LIMIT) {
      throw new CovergridError(
        'LIMIT_TOO_LARGE',
        `Limit "${terms.id}" would retain more than ${formatCount(SURVIVOR_LIMIT)} scenarios one by one.`,
        { at: terms.at },
      );
    }
    const digits = members.map(digitsOfSet);
    const group = tupleWords(dimensions, terms.per, digits[0]!);
    decision.cappedGroups.push(terms.per.map((layer) => digits[0]![layer]!));
    const tuples = digits.map((values) => ({
      balance: tupleWords(dimensions, terms.balance, values),
      spread: tupleWords(dimensions, terms.spread, values),
    }));
    const quota = takeQuota(
      members.map(({ preference, size }, i) => ({
        preference,
        size,
        balance: tuples[i]!.balance.join(' '),
        spread: tuples[i]!.spread.join(' '),
      })),
      terms.keep,
      (key) => tieOf(seed, terms.id, group, key === '' ? [] : key.split(' ')),
    );
    for (const [i, count] of quota.entries()) {
      if (count === 0) continue;
      const set = members[i]!;
      const { balance, spread } = tuples[i]!;
      take(set, takeMembers(count, set.size, seed, terms.id, group, set.preference, balance, spread));
    }
  }
  return decision;
}
