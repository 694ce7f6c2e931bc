import { CovergridError, didYouMean, finishSteps, printable, type Steps } from '@covergrid/core';
import { ScenarioIds } from '@covergrid/enumerator';
import { compileSteps, type CompiledGrid } from '@covergrid/rules';
import type { Configuration, Rule } from '@covergrid/taxonomy';

/** Which scenario is meant: its id, or a value for `domain`, `behavior` and every axis. */
export type ScenarioReference =
  | { readonly id: string }
  | { readonly values: Readonly<Record<string, string>> };

/** A rule that matches a scenario, and what it does to it. */
export interface MatchingRule {
  readonly id: string;
  readonly category: string;
  readonly rationale: string;
  readonly effect: string;
}

/** Why one scenario is kept or excluded. */
export interface ScenarioExplanation {
  readonly scenario_id: string;
  readonly domain: string;
  readonly behavior: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly status: 'kept' | 'excluded';
  readonly rule?: string;
  /** The reason in words. */
  readonly sentence: string;
  /** Every rule whose predicate matches, in file order. */
  readonly matching: readonly MatchingRule[];
}

/**
 * Explains the fate of one scenario; an id is found without a list.
 *
 * @throws SCENARIO_NOT_FOUND for an id that is not of this grid; CONFIG_UNKNOWN_* and USAGE for values
 */
export function explainScenario(
  configuration: Configuration,
  seed: number,
  scenario: ScenarioReference,
): ScenarioExplanation {
  return finishSteps(explainSteps(configuration, seed, scenario));
}

/** As {@link explainScenario}, in steps: for `takeSteps`, which can stop it. */
export function* explainSteps(
  configuration: Configuration,
  seed: number,
  scenario: ScenarioReference,
): Steps<ScenarioExplanation> {
  const grid = yield* compileSteps(configuration, { seed });
  const ids = new ScenarioIds(configuration.taxonomy.id, grid.dimensions);
  const digits =
    'id' in scenario ? findScenario(ids, scenario.id, configuration) : digitsOf(grid, scenario.values);
  const point = Object.fromEntries(grid.dimensions.map(({ id, values }, i) => [id, values[digits[i]!]!]));
  const { domain, behavior, ...axes } = point;
  const { rules } = configuration.exclusions;
  const { excludedBy, matching } = grid.explain(digits);
  const rule = excludedBy === undefined ? undefined : rules[excludedBy];
  return {
    scenario_id: ids.idOf(digits),
    domain: domain!,
    behavior: behavior!,
    axes,
    status: rule === undefined ? 'kept' : 'excluded',
    ...(rule && { rule: rule.id }),
    sentence: sentenceOf(
      rule,
      matching.map((i) => rules[i]!),
    ),
    matching: matching.map((i) => {
      const { id, category, rationale } = rules[i]!;
      return { id, category, rationale, effect: effectOf(rules[i]!, i, excludedBy, rules) };
    }),
  };
}

function findScenario(ids: ScenarioIds, id: string, { taxonomy }: Configuration): Uint16Array {
  const digits = ids.find(id);
  if (digits !== undefined) return digits;
  throw new CovergridError(
    'SCENARIO_NOT_FOUND',
    `"${printable(id)}" is no scenario of ${taxonomy.id} ${taxonomy.version}.`,
  );
}

function digitsOf(grid: CompiledGrid, given: Readonly<Record<string, string>>): Uint16Array {
  const names = grid.dimensions.map(({ id }) => id);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new CovergridError(
      'CONFIG_UNKNOWN_AXIS',
      `There is no "${printable(unknown)}".${didYouMean(unknown, names)} A scenario has ${names.join(', ')}.`,
    );
  }
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0) {
    throw new CovergridError('USAGE', `A scenario needs a value for ${missing.join(', ')}.`);
  }
  return Uint16Array.from(grid.dimensions, ({ id, values }) => {
    const value = given[id]!;
    const digit = values.indexOf(value);
    if (digit >= 0) return digit;
    const code =
      id === 'domain'
        ? 'CONFIG_UNKNOWN_DOMAIN'
        : id === 'behavior'
          ? 'CONFIG_UNKNOWN_BEHAVIOR'
          : 'CONFIG_UNKNOWN_BIN';
    throw new CovergridError(
      code,
      `${id} has no "${printable(value)}".${didYouMean(value, values)} It has ${values.slice(0, 20).join(', ')}.`,
    );
  });
}

function sentenceOf(rule: Rule | undefined, matching: readonly Rule[]): string {
  if (rule === undefined) {
    return matching.length === 0
      ? 'Kept: no rule matches it.'
      : 'Kept: only limits match it, and it is among those they retain.';
  }
  return 'exclude' in rule
    ? `Excluded by "${rule.id}" (${rule.category}): ${rule.rationale}`
    : `Excluded by limit "${rule.id}" (${rule.category}), which keeps ${rule.keep} ${groupWords(rule.per)} and took others: ${rule.rationale}`;
}

function groupWords(per: readonly string[]): string {
  return per.length === 0 ? 'in all' : `per ${per.join(' × ')}`;
}

function effectOf(rule: Rule, index: number, excludedBy: number | undefined, rules: readonly Rule[]): string {
  if (index === excludedBy) return 'excludes it';
  const isExclude = 'exclude' in rule;
  if (excludedBy === undefined) return 'retains it';
  const decider = rules[excludedBy]!;
  // Excludes apply first, in file order, then limits in file order.
  const isAfter = isExclude === 'exclude' in decider ? index > excludedBy : !isExclude;
  if (isAfter) return isExclude ? 'would exclude it too' : 'came too late to matter';
  return 'retains it';
}
