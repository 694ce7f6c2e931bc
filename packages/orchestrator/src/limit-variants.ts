import { formatCount, isCovergridError, type Steps } from '@covergrid/core';
import { compileSteps, type CompiledGrid } from '@covergrid/rules';
import type { Configuration, LimitRule } from '@covergrid/taxonomy';

/** Grids whose diagram is larger are not compiled once more per limit. */
const VARIANTS_UP_TO_NODES = 20_000;
/** Nor where so many scenarios are picked by limits; nor more limits, or more sets of candidates in all, than these. */
const VARIANTS_UP_TO_RETAINED = 100_000;
const MOST_VARIANTS = 20;
const MOST_SETS = 200_000;
const CELL = ['domain', 'behavior'];

/**
 * For each limit that groups more than one cell together, a sentence on what would be kept if it counted per cell:
 * the one decision about a limit that is easily read two ways.
 */
export function* limitVariants({ taxonomy, exclusions }: Configuration, grid: CompiledGrid): Steps<string[]> {
  const sentences: string[] = [];
  if (grid.method !== 'diagram' || grid.nodes > VARIANTS_UP_TO_NODES) return sentences;
  if (grid.retained > VARIANTS_UP_TO_RETAINED) return sentences;
  let [variants, sets] = [0, 0];
  for (const [i, rule] of exclusions.rules.entries()) {
    if (!('limit' in rule) || CELL.every((id) => rule.per.includes(id))) continue;
    const per = [...CELL, ...rule.per.filter((id) => !CELL.includes(id))];
    sets += setsOf({ ...rule, per }, grid);
    if (sets > MOST_SETS || ++variants > MOST_VARIANTS) break;
    const rules = exclusions.rules.with(i, { ...rule, per });
    const kept = yield* keptBy({ taxonomy, exclusions: { ...exclusions, rules } }, grid.seed);
    if (kept === undefined) continue;
    const share = rule.per.length === 0 ? 'over the whole grid' : `per ${rule.per.join(' × ')}`;
    sentences.push(
      `Limit "${rule.id}" keeps ${rule.keep} ${share}: ${formatCount(grid.kept)} scenarios in all. ` +
        `With per: [${per.join(', ')}] it would be ${formatCount(kept)}.`,
    );
  }
  return sentences;
}

/** How many sets of candidates a limit may tell apart. */
function setsOf(
  { per, balance = [], spread = [], prefer = [] }: LimitRule,
  { dimensions }: CompiledGrid,
): number {
  const fixed = dimensions.filter(({ id }) => [...per, ...balance, ...spread].includes(id));
  return fixed.reduce((product, { values }) => product * values.length, prefer.length + 1);
}

/** Undefined where a limit is too large once it counts per cell. */
function* keptBy(configuration: Configuration, seed: number): Steps<number | undefined> {
  try {
    return (yield* compileSteps(configuration, { seed })).kept;
  } catch (error) {
    if (isCovergridError(error) && error.code === 'LIMIT_TOO_LARGE') return undefined;
    throw error;
  }
}
