import { describe, expect, it } from 'vitest';
import { takeMembers, tieOf } from './limit-terms.ts';

describe('takeMembers', () => {
  const key = ['cap', ['domain=a'], 0, [], []] as const;

  it('is the beginning of one permutation, however much of it is asked for', () => {
    const all = takeMembers(50, 50, 7, ...key);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    for (const count of [0, 1, 13, 49])
      expect(takeMembers(count, 50, 7, ...key)).toEqual(all.slice(0, count));
  });

  it('costs what is taken, not what there is', () => {
    const few = takeMembers(100, 2 ** 50, 7, ...key);
    expect(new Set(few).size).toBe(100);
    expect(Math.max(...few)).toBeLessThan(2 ** 50);
  });

  it('differs by seed, rule, group and set', () => {
    const variants = [
      takeMembers(20, 20, 7, ...key),
      takeMembers(20, 20, 8, ...key),
      takeMembers(20, 20, 7, 'other', ['domain=a'], 0, [], []),
      takeMembers(20, 20, 7, 'cap', ['domain=b'], 0, [], []),
      takeMembers(20, 20, 7, 'cap', ['domain=a'], 1, [], []),
      takeMembers(20, 20, 7, 'cap', ['domain=a'], 0, ['x=1'], []),
      takeMembers(20, 20, 7, 'cap', ['domain=a'], 0, [], ['x=1']),
    ];
    expect(new Set(variants.map(String)).size).toBe(variants.length);
  });

  it('never changes from version to version', () => {
    expect(takeMembers(5, 1000, 1, ...key)).toMatchInlineSnapshot(`
      [
        492,
        265,
        491,
        496,
        598,
      ]
    `);
    expect(tieOf(1, 'cap', ['domain=a'], ['x=1'])).toMatchInlineSnapshot(
      `"3776bb571c748f0bdd623b584182f81e24483d86c2913f91cffc22d305837c8b"`,
    );
  });
});
