import type { Manifest } from '@covergrid/enumerator';
import {
  exclusionsSchema,
  taxonomySchema,
  type LimitRule,
  type Predicate,
  type Selector,
  type Taxonomy,
} from '@covergrid/taxonomy';
import type { CoverageReportInput } from '../../src/coverage-report.ts';
import type { TupleCoverage } from '@covergrid/enumerator';

type Scenario = Record<string, string>;

/** A report's input for a small grid, counted the slow and obvious way: one scenario after the other. */
export function makeInput(
  taxonomyFile: unknown,
  exclusionsFile: unknown,
  strengths: readonly number[] = [2],
): CoverageReportInput {
  const taxonomy = taxonomySchema.parse(taxonomyFile);
  const exclusions = exclusionsSchema.parse(exclusionsFile);
  const scenarios = product([
    ['domain', taxonomy.domains.map((domain) => domain.id)],
    ['behavior', taxonomy.behaviors.map((behavior) => behavior.id)],
    ...taxonomy.axes.map((axis): [string, string[]] => [axis.id, axis.bins.map((bin) => bin.id)]),
  ]);
  const fates = new Map<Scenario, string>();
  const rules = exclusions.rules.map((rule) => {
    const predicate = 'exclude' in rule ? rule.exclude : rule.limit;
    const matching = scenarios.filter((scenario) => holds(predicate, scenario, taxonomy));
    const reached = matching.filter((scenario) => !fates.has(scenario));
    const dropped = 'exclude' in rule ? reached : dropBeyond(rule, reached, taxonomy);
    for (const scenario of dropped) fates.set(scenario, rule.id);
    const { id, category, rationale } = rule;
    return {
      id,
      category,
      rationale,
      matched: matching.length,
      reached: reached.length,
      excluded: dropped.length,
    };
  });
  const isKept = (scenario: Scenario): boolean => !fates.has(scenario);
  const kept = scenarios.filter(isKept);
  const manifest: Manifest = {
    schema: 'covergrid/manifest@1',
    generator: { name: 'covergrid', version: '0.1.0' },
    plan_sha256: '0123456789abcdef'.repeat(4),
    taxonomy: { id: taxonomy.id, version: taxonomy.version, sha256: '89abcdef01234567'.repeat(4) },
    exclusions: { id: exclusions.id, version: exclusions.version, sha256: 'fedcba9876543210'.repeat(4) },
    seed: 1,
    totals: { raw: scenarios.length, excluded: scenarios.length - kept.length, kept: kept.length },
    rules,
    axes: taxonomy.axes.map((axis) => ({
      id: axis.id,
      bins: axis.bins.map(({ id }) => {
        const all = scenarios.filter((scenario) => scenario[axis.id] === id);
        return { id, raw: all.length, kept: all.filter(isKept).length };
      }),
    })),
    cells: cellsOf(scenarios, fates),
    listing: 'none',
    files: [],
  };
  const tuples = strengths.map((strength) => tuplesOf(strength, scenarios, kept));
  return { manifest, taxonomy, exclusions, tuples };
}

function cellsOf(scenarios: readonly Scenario[], fates: ReadonlyMap<Scenario, string>): Manifest['cells'] {
  const cells = Map.groupBy(scenarios, (scenario) => `${scenario['domain']} ${scenario['behavior']}`);
  return [...cells].map(([key, members]) => {
    const [domain = '', behavior = ''] = key.split(' ');
    const byRule: Record<string, number> = {};
    for (const scenario of members) {
      const rule = fates.get(scenario);
      if (rule !== undefined) byRule[rule] = (byRule[rule] ?? 0) + 1;
    }
    const excluded = Object.values(byRule).reduce((sum, count) => sum + count, 0);
    return {
      domain,
      behavior,
      raw: members.length,
      kept: members.length - excluded,
      excluded,
      by_rule: byRule,
    };
  });
}

/** What a limit drops: in each group, all but the `keep` best by class, balance and spread; ties in grid order. */
function dropBeyond(rule: LimitRule, candidates: readonly Scenario[], taxonomy: Taxonomy): Scenario[] {
  const groups = Map.groupBy(candidates, (scenario) => valuesOf(scenario, rule.per));
  return [...groups.values()].flatMap((group) => {
    const left = new Set(group);
    const balance = new Map<string, number>();
    const spread = new Map<string, number>();
    for (let taken = 0; taken < rule.keep && left.size > 0; taken++) {
      const cost = (scenario: Scenario): number[] => [
        ((rule.prefer ?? []).findIndex((predicate) => holds(predicate, scenario, taxonomy)) + 99) % 99,
        balance.get(valuesOf(scenario, rule.balance ?? [])) ?? 0,
        spread.get(valuesOf(scenario, rule.spread ?? [])) ?? 0,
      ];
      const [best] = [...left].toSorted((a, b) => compareLists(cost(a), cost(b)));
      if (best === undefined) break;
      left.delete(best);
      increment(balance, valuesOf(best, rule.balance ?? []));
      increment(spread, valuesOf(best, rule.spread ?? []));
    }
    return [...left];
  });
}

function holds(predicate: Predicate, scenario: Scenario, taxonomy: Taxonomy): boolean {
  return Object.entries(predicate).every(([key, condition]) => {
    if (key === 'all') return (condition as Predicate[]).every((part) => holds(part, scenario, taxonomy));
    if (key === 'any') return (condition as Predicate[]).some((part) => holds(part, scenario, taxonomy));
    if (key === 'not') return !holds(condition as Predicate, scenario, taxonomy);
    if (key === 'trait')
      return taxonomy.traits.some((trait) => trait.id === condition && inTrait(trait, scenario));
    return selects(condition as Selector, scenario[key] ?? '');
  });
}

function inTrait(trait: Taxonomy['traits'][number], scenario: Scenario): boolean {
  return (['domain', 'behavior'] as const).every((dimension) => {
    const ids = trait[dimension];
    return ids === undefined || [ids].flat().includes(scenario[dimension] ?? '');
  });
}

function selects(selector: Selector, id: string): boolean {
  if (typeof selector === 'string') return selector === id;
  return Array.isArray(selector) ? selector.includes(id) : !selects(selector.not, id);
}

function tuplesOf(
  strength: number,
  scenarios: readonly Scenario[],
  kept: readonly Scenario[],
): TupleCoverage {
  const dimensions = Object.keys(scenarios[0] ?? {}).toSorted();
  const choices = choose(dimensions, strength);
  const all = new Set(choices.flatMap((choice) => scenarios.map((scenario) => pick(scenario, choice))));
  const covered = new Set(choices.flatMap((choice) => kept.map((scenario) => pick(scenario, choice))));
  const missing = [...all].filter((tuple) => !covered.has(tuple)).toSorted();
  return {
    strength,
    combinations: all.size,
    covered: covered.size,
    missing: missing.slice(0, 50).map((tuple) => JSON.parse(tuple) as Record<string, string>),
  };
}

function pick(scenario: Scenario, dimensions: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(dimensions.map((dimension) => [dimension, scenario[dimension]])));
}

function choose(items: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, index) =>
    choose(items.slice(index + 1), count - 1).map((rest) => [item, ...rest]),
  );
}

function product(dimensions: readonly [string, string[]][]): Scenario[] {
  return dimensions.reduce<Scenario[]>(
    (scenarios, [dimension, ids]) =>
      scenarios.flatMap((scenario) => ids.map((id) => ({ ...scenario, [dimension]: id }))),
    [{}],
  );
}

function valuesOf(scenario: Scenario, dimensions: readonly string[]): string {
  return dimensions.map((dimension) => scenario[dimension]).join(' ');
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
