import { compileGrid, type CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { BILLION, seededGrid } from './seeded-grid.ts';

/** A limit of 100 in each of the 84 cells, balanced over one axis. */
export const CAPS = [{ limit: {}, per: ['domain', 'behavior'], keep: 100, balance: ['axis_3'] }];

/** The grid of 1.15 · 10⁹ scenarios, with or without {@link CAPS}. */
export function billion(rules: number, seed: number, isCapped = false): Configuration {
  return seededGrid({ ...BILLION, rules, ...(isCapped ? { limits: CAPS } : {}) }, seed);
}

/** Compiles; no rule set of the benchmarks may reach the node cap. */
export function compileToDiagram(configuration: Configuration): CompiledGrid {
  const grid = compileGrid(configuration);
  if (grid.method !== 'diagram') throw new Error('A rule set of the benchmarks reached the node cap.');
  return grid;
}
