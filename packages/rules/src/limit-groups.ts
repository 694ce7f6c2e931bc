import { CovergridError, formatCount } from '@covergrid/core';
import type { Dimension } from '@covergrid/taxonomy';
import { takeQuota } from './limit-quota.ts';
import { takeMembers, tieOf, tupleWords, type LimitTerms } from './limit-terms.ts';

/** Candidates of one limit that share preference and all fixed values. */
export interface MemberSet {
  readonly preference: number;
  /** A row's digits; only those on the fixed layers are meant. */
  readonly digits: Uint16Array;
  readonly size: number;
}

/** What a limit takes of one set: places of members in the order of their rows. */
interface Taken {
  readonly set: MemberSet;
  readonly members: readonly number[];
}

/** How a limit comes out. */
export interface LimitDecision {
  readonly reached: number;
  /** Digits on the `per` layers of each group that has more candidates than may stay. */
  readonly cappedGroups: readonly (readonly number[])[];
  /** True where every group that has candidates is capped. */
  readonly isCappedThroughout: boolean;
  readonly taken: readonly Taken[];
}

const SURVIVOR_LIMIT = 10_000_000;
const SET_LIMIT = 1_000_000;

/** @throws LIMIT_TOO_LARGE where a limit tells more sets of candidates apart than memory should hold */
export function requireFewSets(terms: LimitTerms, sets: number): void {
  if (sets <= SET_LIMIT) return;
  throw new CovergridError(
    'LIMIT_TOO_LARGE',
    `Limit "${terms.id}" tells more than ${formatCount(SET_LIMIT)} sets of scenarios apart by per, balance and spread.`,
  );
}

/** Decides which members of which sets stay, group by group. */
export function decideLimit(
  terms: LimitTerms,
  sets: readonly MemberSet[],
  dimensions: readonly Dimension[],
  seed: number,
): LimitDecision {
  const words = (layers: readonly number[], set: MemberSet): string[] =>
    tupleWords(dimensions, layers, set.digits);
  const groups = Map.groupBy(sets, (set) => words(terms.per, set).join(' '));
  const decision = {
    reached: 0,
    cappedGroups: [] as number[][],
    isCappedThroughout: true,
    taken: [] as Taken[],
  };
  let survivors = 0;
  for (const members of groups.values()) {
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
      );
    }
    const group = words(terms.per, members[0]!);
    decision.cappedGroups.push(terms.per.map((layer) => members[0]!.digits[layer]!));
    const tuples = members.map((set) => ({
      balance: words(terms.balance, set),
      spread: words(terms.spread, set),
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
    quota.forEach((count, i) => {
      if (count === 0) return;
      const set = members[i]!;
      const { balance, spread } = tuples[i]!;
      const order = takeMembers(count, set.size, seed, terms.id, group, set.preference, balance, spread);
      decision.taken.push({ set, members: order });
    });
  }
  return decision;
}
