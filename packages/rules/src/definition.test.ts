import { defineConfiguration } from '@covergrid/taxonomy';
import { expect, test } from 'vitest';
import { compileGrid } from './compiled-grid.ts';
import { definitionCost, fatesByDefinition } from './definition.ts';

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i}`, name: `${prefix}${i}` }));

function grid(limit: { per: string[]; keep: number; balance?: string[]; spread?: string[] }) {
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'shop',
      version: '1.0.0',
      domains: ids('d', 20),
      behaviors: ids('b', 1),
      axes: ['x', 'y', 'z', 'w'].map((id) => ({
        id,
        name: id,
        bins: ids('v', 10).map((bin) => ({ id: bin.id })),
      })),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'base',
      version: '1.0.0',
      taxonomy: { id: 'shop', version: '^1.0.0' },
      rules: [{ id: 'few', category: 'skew', rationale: 'Why.', limit: {}, ...limit }],
    },
  );
}

test('a large limit is spelt out in time that its cost bounds', () => {
  const { taxonomy, exclusions } = grid({ per: [], keep: 1000, balance: ['x', 'y'], spread: ['z'] });
  expect(definitionCost(taxonomy, exclusions)).toBe(1000 * 1000);
  const fates = fatesByDefinition(taxonomy, exclusions, 1);
  const compiled = compileGrid({ taxonomy, exclusions }, { seed: 1 });
  const differing = fates.filter(
    ({ excludedBy }, row) =>
      (excludedBy === undefined) !== (compiled.decide(compiled.digitsOf(row)) === undefined),
  );
  expect(fates).toHaveLength(200_000);
  expect(differing).toEqual([]);
});

test('groups share the sets among them', () => {
  const { taxonomy, exclusions } = grid({ per: ['domain'], keep: 3, balance: ['x', 'y', 'z', 'w'] });
  expect(definitionCost(taxonomy, exclusions)).toBe(60 * 10_000);
});
