import { loadCommerce } from '@covergrid/commerce';
import { ScenarioQueries } from '@covergrid/enumerator';
import { compileGrid } from '@covergrid/rules';
import { buildCase, type CasePoint } from '@covergrid/worlds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { domains, vertical } from './commerce-set.ts';

const configuration = await loadCommerce();

function keptOf(seed: number): CasePoint[] {
  const queries = new ScenarioQueries(configuration, compileGrid(configuration, { seed }));
  return [...queries.list({ domains, behaviors: ['adversarial'], status: 'kept' })];
}

test('whatever is kept of a cell, every technique that may be dealt comes as often as any other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.nat({ max: 5 }), (seed, variant) => {
      const cases = keptOf(seed).map((point) => buildCase(vertical, point, { seed, variant }));
      for (const [domain, cell] of Map.groupBy(cases, ({ point }) => point.domain))
        for (const [isFinal, dealt] of Map.groupBy(cell, ({ row }) => row.final)) {
          const { attacks } = vertical.playbooks.get(domain)!;
          const counts = attacks
            .filter(({ text }) => text.quantity === isFinal)
            .map((attack) => dealt.filter((built) => built.attack === attack).length);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(dealt.length);
          expect(Math.max(...counts) - Math.min(...counts), `${domain} ${counts.join()}`).toBeLessThanOrEqual(
            1,
          );
        }
    }),
    { numRuns: 20 },
  );
});
