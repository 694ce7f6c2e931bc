import { seededRandom, type RandomIntegers } from '@covergrid/core';
import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';

/** What {@link seededGrid} makes. */
export interface GridShape {
  readonly domains: number;
  readonly behaviors: number;
  readonly bins: readonly number[];
  readonly rules: number;
  readonly limits?: readonly object[];
}

/** 1.15 · 10⁹ scenarios: 14 domains, 6 behaviors, 9 axes. */
export const BILLION: Omit<GridShape, 'rules'> = {
  domains: 14,
  behaviors: 6,
  bins: [6, 6, 7, 6, 6, 6, 7, 6, 6],
};
export const HUNDRED_THOUSAND: Omit<GridShape, 'rules'> = { domains: 7, behaviors: 4, bins: [6, 5, 5, 4, 6] };
export const TEN_MILLION: Omit<GridShape, 'rules'> = { domains: 14, behaviors: 6, bins: [7, 6, 6, 7, 8, 9] };

type Literals = Record<string, string[]>;

/**
 * A grid whose rules have 2 to 6 literals over dimensions far apart, overlap, shadow each other by unions,
 * and stand in shuffled order. The same seed gives the same grid.
 */
export function seededGrid(shape: GridShape, seed: number): Configuration {
  const random = seededRandom(seed, 'bench', 'grid');
  const values: Record<string, string[]> = {
    domain: ids('domain', shape.domains),
    behavior: ids('behavior', shape.behaviors),
    ...Object.fromEntries(shape.bins.map((bins, i) => [`axis_${i}`, ids('bin', bins)])),
  };
  const predicates: Literals[] = [];
  while (predicates.length < shape.rules) predicates.push(...family(values, predicates, random));
  const rules = shuffle(predicates.slice(0, shape.rules), random).map((exclude) => ({ exclude }));
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'bench',
      version: '1.0.0',
      domains: values['domain']!.map((id) => ({ id, name: id })),
      behaviors: values['behavior']!.map((id) => ({ id, name: id })),
      axes: shape.bins.map((_, i) => ({
        id: `axis_${i}`,
        name: `Axis ${i}`,
        bins: values[`axis_${i}`]!.map((id) => ({ id })),
      })),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'bench-rules',
      version: '1.0.0',
      taxonomy: { id: 'bench', version: '*' },
      rules: [...rules, ...(shape.limits ?? [])].map((rule, i) => ({
        id: `rule-${i}`,
        category: 'redundancy',
        rationale: 'Made up for a benchmark.',
        ...rule,
      })),
    },
  );
}

/** A fresh rule, one that overlaps an earlier one, or a rule with the two halves that shadow it together. */
function family(
  values: Record<string, string[]>,
  earlier: readonly Literals[],
  random: RandomIntegers,
): Literals[] {
  const kind = random(0, 5);
  const base = earlier[random(0, Math.max(0, earlier.length - 1))];
  if (kind === 0 && base !== undefined) {
    const [dropped] = Object.keys(base);
    const { [dropped!]: _, ...rest } = base;
    return [{ ...rest, ...literals(values, 1, random) }];
  }
  const rule = literals(values, random(2, 6), random);
  const split = Object.keys(rule).find((id) => rule[id]!.length > 1);
  if (kind === 1 && split !== undefined) {
    const [first, ...rest] = rule[split]!;
    return [{ ...rule, [split]: [first!] }, { ...rule, [split]: rest }, rule];
  }
  return [rule];
}

function literals(values: Record<string, string[]>, count: number, random: RandomIntegers): Literals {
  const chosen = shuffle(Object.keys(values), random).slice(0, count);
  return Object.fromEntries(
    chosen.map((id) => [
      id,
      shuffle(values[id]!, random).slice(0, random(1, Math.ceil(values[id]!.length / 2))),
    ]),
  );
}

function shuffle<T>(items: readonly T[], random: RandomIntegers): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function ids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(2, '0')}`);
}
