import { describe, expect, it } from 'vitest';
import { takeQuota, type CandidateSet } from './limit-quota.ts';

function set(preference: number, balance: string, spread: string, size: number): CandidateSet {
  return { preference, balance, spread, size };
}

/** Ties go to the name that sorts first. */
const byName = (key: string): string => key;

describe('takeQuota', () => {
  it('balances before it spreads', () => {
    const sets = ['low', 'medium', 'high'].flatMap((price) =>
      ['d1', 'd2', 'd3', 'd4'].map((d) => set(0, price, d, 5)),
    );
    const taken = takeQuota(sets, 12, byName);
    const sumOf = (name: string): number =>
      sets.reduce((sum, s, i) => (s.balance === name || s.spread === name ? sum + taken[i]! : sum), 0);
    expect(['low', 'medium', 'high'].map(sumOf)).toEqual([4, 4, 4]);
    expect(['d1', 'd2', 'd3', 'd4'].map(sumOf)).toEqual([3, 3, 3, 3]);
  });

  it('spreads over the whole group: no domain twice before every domain once', () => {
    const domains = Array.from({ length: 14 }, (_, i) => `d${String(i).padStart(2, '0')}`);
    const sets = ['low', 'medium', 'high'].flatMap((price) =>
      domains.map((domain) => set(0, price, domain, 1)),
    );
    const taken = takeQuota(sets, 12, byName);
    const perDomain = domains.map((domain) =>
      sets.reduce((sum, s, i) => sum + (s.spread === domain ? taken[i]! : 0), 0),
    );
    expect(perDomain.filter((count) => count === 1)).toHaveLength(12);
    expect(perDomain.filter((count) => count > 1)).toHaveLength(0);
  });

  it('exhausts a better preference first, whatever the balance', () => {
    expect(takeQuota([set(0, 'a', '', 3), set(1, 'b', '', 9)], 5, byName)).toEqual([3, 2]);
  });

  it('counts what better preferences took when it balances the next', () => {
    // 2 of "a" are taken already, so the two left to take both come from "b".
    expect(takeQuota([set(0, 'a', '', 2), set(1, 'a', '', 9), set(1, 'b', '', 9)], 4, byName)).toEqual([
      2, 0, 2,
    ]);
  });

  it('goes on with what is left where a tuple runs out', () => {
    expect(takeQuota([set(0, 'a', '', 1), set(0, 'b', '', 9)], 6, byName)).toEqual([1, 5]);
  });

  it('settles ties by hash alone', () => {
    const sets = [set(0, 'a', '', 9), set(0, 'b', '', 9)];
    expect(takeQuota(sets, 1, byName)).toEqual([1, 0]);
    expect(takeQuota(sets, 1, (key) => (key === 'b' ? '0' : '1'))).toEqual([0, 1]);
  });
});
