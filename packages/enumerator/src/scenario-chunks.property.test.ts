import { compileGrid, fatesByDefinition } from '@covergrid/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryConfiguration, arbitraryLimits } from '../../../tests/support/arbitrary-configuration.ts';
import { lineByDefinition } from './scenario-by-definition.ts';
import { scenarioChunks } from './scenario-chunks.ts';
import { ScenarioIds } from './scenario-ids.ts';

test('lines are those of the definition, for any rows of any grid, in both listings', () => {
  let excluded = 0;
  fc.assert(
    fc.property(
      fc.oneof(arbitraryConfiguration, arbitraryLimits),
      fc.integer({ min: -5, max: 5 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('all' as const, 'kept' as const),
      (configuration, seed, a, b, listing) => {
        const { taxonomy, exclusions } = configuration;
        const grid = compileGrid(configuration, { seed });
        const ids = new ScenarioIds(taxonomy.id, grid.dimensions);
        const [from, to] = [a % (grid.raw + 1), b % (grid.raw + 1)].toSorted((x, y) => x - y);
        const ruleIds = exclusions.rules.map(({ id }) => id);
        const chunks: string[] = [];
        let lines = 0;
        for (const chunk of scenarioChunks(grid, ids, ruleIds, listing, { from: from!, to: to! })) {
          chunks.push(Buffer.from(chunk.bytes).toString());
          lines += chunk.lines;
          expect(chunk.nextRow).toBeLessThanOrEqual(to!);
        }
        const expected = fatesByDefinition(taxonomy, exclusions, seed)
          .slice(from, to)
          .filter((fate) => listing === 'all' || fate.excludedBy === undefined);
        excluded += expected.filter((fate) => fate.excludedBy !== undefined).length;
        expect(chunks.join('')).toBe(
          expected.map((fate) => `${lineByDefinition(taxonomy.id, fate)}\n`).join(''),
        );
        expect(lines).toBe(expected.length);
      },
    ),
    { numRuns: 600 },
  );
  expect(excluded).toBeGreaterThan(200);
});
