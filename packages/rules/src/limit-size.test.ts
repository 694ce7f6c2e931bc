import { defineConfiguration } from '@covergrid/taxonomy';
import { expect, it } from 'vitest';
import { compileGrid } from './compiled-grid.ts';

const bins = Array.from({ length: 20 }, (_, b) => ({ id: `b${b}` }));

function limited(keep: number, per: string[] = []): Parameters<typeof compileGrid>[0] {
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'wide',
      version: '1.0.0',
      domains: [{ id: 'd', name: 'D' }],
      behaviors: [{ id: 'b', name: 'B' }],
      axes: ['v', 'w', 'x', 'y', 'z', 'zz'].map((id) => ({ id, name: id, bins })),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'wide-rules',
      version: '1.0.0',
      taxonomy: { id: 'wide', version: '*' },
      rules: [{ id: 'cap', category: 'skew-control', rationale: 'Made up.', limit: {}, per, keep }],
    },
  );
}

it('a limit that would retain more than memory should hold is refused, naming the rule', () => {
  expect(() => compileGrid(limited(10_000_001))).toThrow(
    expect.objectContaining({ code: 'LIMIT_TOO_LARGE', message: expect.stringContaining('"cap"') }),
  );
});

it('a limit that never binds may be as large as it likes', () => {
  expect(compileGrid(limited(64_000_000)).kept).toBe(64_000_000);
});

it('a limit with more groups than memory should hold is refused, naming the rule', () => {
  expect(() => compileGrid(limited(19, ['v', 'w', 'x', 'y', 'z']))).toThrow(
    expect.objectContaining({ code: 'LIMIT_TOO_LARGE', message: expect.stringContaining('"cap"') }),
  );
});

it('a limit whose groups cannot have more candidates than stay may have any number of groups', () => {
  const compiled = [limited(1, ['v', 'w', 'x', 'y', 'z', 'zz']), limited(20, ['v', 'w', 'x', 'y', 'z'])].map(
    (configuration) => compileGrid(configuration),
  );
  expect(compiled.map((grid) => grid.ruleEffects()[0])).toEqual(
    [1, 20].map(() => ({ matched: 64_000_000, reached: 64_000_000, excluded: 0 })),
  );
});

it('so may one whose groups lost candidates to other rules, until none has more than stay', () => {
  const groups = ['w', 'x', 'y', 'z', 'zz'];
  const most = { id: 'most', category: 'skew-control', rationale: 'Made up.' };
  const { taxonomy, exclusions } = limited(1, groups);
  const without = (kept: string[]): Parameters<typeof compileGrid>[0] => ({
    taxonomy,
    exclusions: { ...exclusions, rules: [{ ...most, exclude: { v: { not: kept } } }, ...exclusions.rules] },
  });
  expect(compileGrid(without(['b3'])).ruleEffects()[1]).toMatchObject({ reached: 3_200_000, excluded: 0 });
  expect(() => compileGrid(without(['b3', 'b4']))).toThrow(
    expect.objectContaining({ code: 'LIMIT_TOO_LARGE' }),
  );
});

it('counts what an earlier limit retained towards the groups of the next', () => {
  const { taxonomy, exclusions } = limited(1);
  const rule = { category: 'skew-control', rationale: 'Made up.', limit: {} };
  const chained = (keep: number): number =>
    compileGrid({
      taxonomy,
      exclusions: {
        ...exclusions,
        rules: [
          { ...rule, id: 'first', per: ['v'], keep: 3 },
          { ...rule, id: 'second', per: ['v'], keep },
        ],
      },
    }).kept;
  expect([chained(2), chained(3)]).toEqual([40, 60]);
});
