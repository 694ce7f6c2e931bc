import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';
import { loadCommerce } from '@covergrid/commerce';
import { describe, expect, it } from 'vitest';
import { compileGrid } from './compiled-grid.ts';

/**
 * Rules that no order of dimensions makes small: each ties an early axis to a late one, so that a diagram has to
 * remember every early value until the late ones come.
 */
function entangled(pairs: number, bins: number): Configuration {
  const axis = (id: string): object => ({
    id,
    name: id,
    bins: Array.from({ length: bins }, (_, b) => ({ id: `b${b}` })),
  });
  const names = Array.from({ length: pairs }, (_, i) => [`a${i}`, `z${i}`] as const);
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'entangled',
      version: '1.0.0',
      domains: [{ id: 'd', name: 'D' }],
      behaviors: [{ id: 'b', name: 'B' }],
      axes: names.flat().map(axis),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'entangled-rules',
      version: '1.0.0',
      taxonomy: { id: 'entangled', version: '*' },
      rules: names.flatMap(([a, z]) =>
        Array.from({ length: bins }, (_, b) => ({
          id: `${a}-${b}`,
          category: 'redundancy',
          rationale: 'Equal bins say the same twice.',
          exclude: { [a]: `b${b}`, [z]: `b${b}` },
        })),
      ),
    },
  );
}

describe('the node cap', () => {
  it('falls back to enumeration, says so, and finds the same fates', () => {
    const configuration = entangled(5, 4);
    const whole = compileGrid(configuration);
    const capped = compileGrid(configuration, { nodeCap: 500 });
    expect([whole.method, capped.method]).toEqual(['diagram', 'scan']);
    expect(whole.nodes).toBeGreaterThan(500);
    expect(capped.kept).toBe(3 ** 5 * 4 ** 5);
    expect(capped.ruleEffects()).toEqual(whole.ruleEffects());
    expect(capped.keptByValue()).toEqual(whole.keptByValue());
    const [a, b] = [new Uint16Array(12), new Uint16Array(12)];
    for (let rank = 0; rank < whole.kept; rank += 997) {
      expect(capped.unrank(rank, a)).toBe(whole.unrank(rank, b));
      expect(capped.rank(a)).toBe(rank);
    }
  });

  it('is refused for a grid that is too large to enumerate', () => {
    expect(() => compileGrid(entangled(9, 6), { nodeCap: 100 })).toThrow(
      expect.objectContaining({ code: 'GRID_TOO_LARGE' }),
    );
  });

  it('is far from the commerce baseline', async () => {
    const grid = compileGrid(await loadCommerce());
    expect(grid.method).toBe('diagram');
    expect(grid.nodes).toBeLessThan(100);
  });
});
