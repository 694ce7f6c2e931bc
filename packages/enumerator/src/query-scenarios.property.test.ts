import { fatesByDefinition, compileGrid } from '@covergrid/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryConfiguration } from '../../../tests/support/arbitrary-configuration.ts';
import { ScenarioQueries, type ScenarioQuery } from './query-scenarios.ts';

describe('ScenarioQueries', () => {
  it('lists and counts what a plain filter over the definition finds', () => {
    fc.assert(
      fc.property(
        arbitraryConfiguration,
        fc.infiniteStream(fc.boolean()),
        fc.nat(2),
        (configuration, coins, kind) => {
          const { taxonomy, exclusions } = configuration;
          const grid = compileGrid(configuration);
          const queries = new ScenarioQueries(configuration, grid);
          const some = (ids: readonly string[]): string[] => ids.filter(() => coins.next().value);
          const [domains, behaviors, ...axes] = grid.dimensions;
          const query: ScenarioQuery = {
            ...(coins.next().value && { domains: some(domains!.values) }),
            ...(coins.next().value && { behaviors: some(behaviors!.values) }),
            bins: Object.fromEntries(
              axes.flatMap(({ id, values }) => (coins.next().value ? [[id, some(values)]] : [])),
            ),
            ...(kind > 0 && { status: kind === 1 ? ('kept' as const) : ('excluded' as const) }),
            ...(exclusions.rules[0] && coins.next().value && { rule: exclusions.rules[0].id }),
          };
          const expected = fatesByDefinition(taxonomy, exclusions, 1).filter(
            ({ point, excludedBy }) =>
              (query.domains?.includes(point['domain']!) ?? true) &&
              (query.behaviors?.includes(point['behavior']!) ?? true) &&
              Object.entries(query.bins ?? {}).every(([axis, bins]) => bins.includes(point[axis]!)) &&
              (query.status === undefined || (query.status === 'kept') === (excludedBy === undefined)) &&
              (query.rule === undefined || excludedBy === query.rule),
          );
          const listed = [...queries.list(query)];
          expect(
            listed.map(({ domain, behavior, axes: bins, rule }) => ({
              point: { domain, behavior, ...bins },
              rule,
            })),
          ).toEqual(expected.map(({ point, excludedBy }) => ({ point, rule: excludedBy })));
          expect(queries.count(query)).toBe(expected.length);
          for (const scenario of listed) expect(queries.byId(scenario.scenario_id)).toEqual(scenario);
        },
      ),
      { numRuns: 200 },
    );
  });
});
