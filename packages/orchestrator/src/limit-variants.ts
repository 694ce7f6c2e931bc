import { formatCount } from '@covergrid/core';
import { compileGrid, type CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';

/** Grids whose diagram is larger are not compiled once more per limit. */
const VARIANTS_UP_TO_NODES = 20_000;
const CELL = ['domain', 'behavior'];

/**
 * For each limit that groups more than one cell together, a sentence on what would be kept if it counted per cell:
 * the one decision about a limit that is easily read two ways.
 */
export function limitVariants({ taxonomy, exclusions }: Configuration, grid: CompiledGrid): string[] {
  if (grid.method !== 'diagram' || grid.nodes > VARIANTS_UP_TO_NODES) return [];
  return exclusions.rules.flatMap((rule, i) => {
    if (!('limit' in rule) || CELL.every((id) => rule.per.includes(id))) return [];
    const per = [...CELL, ...rule.per.filter((id) => !CELL.includes(id))];
    const rules = exclusions.rules.with(i, { ...rule, per });
    const variant = compileGrid({ taxonomy, exclusions: { ...exclusions, rules } }, { seed: grid.seed });
    const share = rule.per.length === 0 ? 'over the whole grid' : `per ${rule.per.join(' × ')}`;
    return [
      `Limit "${rule.id}" keeps ${rule.keep} ${share}: ${formatCount(grid.kept)} scenarios in all. ` +
        `With per: [${per.join(', ')}] it would be ${formatCount(variant.kept)}.`,
    ];
  });
}
