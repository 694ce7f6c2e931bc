import { expect, test } from 'vitest';
import type { Taxonomy } from './taxonomy-schema.ts';
import { traitCells } from './trait-cells.ts';

const taxonomy: Taxonomy = {
  schema: 'covergrid/taxonomy@1',
  id: 'shop',
  version: '1.0.0',
  domains: [
    { id: 'b', name: 'B' },
    { id: 'a', name: 'A' },
  ],
  behaviors: [
    { id: 'y', name: 'Y' },
    { id: 'x', name: 'X' },
  ],
  axes: [],
  traits: [{ id: 'wide', domain: 'a' }, { id: 'wide', behavior: ['x'] }, { id: 'everywhere' }],
};

test('entries of one id add up, a part left out means all', () => {
  expect(traitCells(taxonomy, 'wide')).toEqual([
    { domain: 'a', behavior: 'x' },
    { domain: 'a', behavior: 'y' },
    { domain: 'b', behavior: 'x' },
  ]);
  expect(traitCells(taxonomy, 'everywhere')).toHaveLength(4);
  expect(traitCells(taxonomy, 'unknown')).toEqual([]);
});
