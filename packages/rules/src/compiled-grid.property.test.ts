import type { Configuration } from '@covergrid/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryConfiguration, arbitraryLimits } from '../../../tests/support/arbitrary-configuration.ts';
import { compileGrid, type CompiledGrid } from './compiled-grid.ts';
import { fatesByDefinition, matches, type Point, type PointFate } from './definition.ts';

const seeds = fc.integer({ min: 0, max: 5 });

/** Every node cap: diagrams, and 1 to force the enumeration that replaces them. */
const methods = [{ nodeCap: undefined }, { nodeCap: 1 }];

function digitsOf(grid: CompiledGrid, point: Point): Uint16Array {
  return Uint16Array.from(grid.dimensions, ({ id, values }) => values.indexOf(point[id]!));
}

function compile(configuration: Configuration, seed: number, nodeCap: number | undefined): CompiledGrid {
  return compileGrid(configuration, nodeCap === undefined ? { seed } : { seed, nodeCap });
}

function check(law: (grid: CompiledGrid, fates: PointFate[], configuration: Configuration) => void): void {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryConfiguration, arbitraryLimits),
      seeds,
      fc.constantFrom(...methods),
      (configuration, seed, { nodeCap }) => {
        const grid = compile(configuration, seed, nodeCap);
        expect(grid.method).toBe(nodeCap === undefined ? 'diagram' : 'scan');
        law(grid, fatesByDefinition(configuration.taxonomy, configuration.exclusions, seed), configuration);
      },
    ),
    { numRuns: 400 },
  );
}

describe('compileGrid agrees with the definition', () => {
  it('on the fate of every scenario, named rule included', () => {
    check((grid, fates, { exclusions }) => {
      for (const { point, excludedBy } of fates) {
        const rule = grid.decide(digitsOf(grid, point));
        expect(rule === undefined ? undefined : exclusions.rules[rule]!.id).toBe(excludedBy);
      }
    });
  });

  it('on matched, reached and excluded per rule, and on the sum', () => {
    check((grid, fates, { taxonomy, exclusions }) => {
      const effects = grid.ruleEffects();
      exclusions.rules.forEach((rule, i) => {
        const predicate = 'exclude' in rule ? rule.exclude : rule.limit;
        const matching = fates.filter(({ point }) => matches(predicate, point, taxonomy));
        const order = [
          ...exclusions.rules.filter((r) => 'exclude' in r),
          ...exclusions.rules.filter((r) => 'limit' in r),
        ];
        const earlier = new Set(order.slice(0, order.indexOf(rule)).map(({ id }) => id));
        expect(effects[i]).toEqual({
          matched: matching.length,
          reached: matching.filter(({ excludedBy }) => !earlier.has(excludedBy ?? '')).length,
          excluded: fates.filter(({ excludedBy }) => excludedBy === rule.id).length,
        });
      });
      expect(grid.raw).toBe(grid.kept + effects.reduce((sum, { excluded }) => sum + excluded, 0));
    });
  });

  it('on counts per cell and per bin', () => {
    check((grid, fates, { exclusions }) => {
      const [domains, behaviors] = grid.dimensions;
      domains!.values.forEach((domain, d) => {
        behaviors!.values.forEach((behavior, b) => {
          const inCell = fates.filter(
            ({ point }) => point['domain'] === domain && point['behavior'] === behavior,
          );
          const { kept, excluded } = grid.cell(d, b);
          expect(kept).toBe(inCell.filter(({ excludedBy }) => excludedBy === undefined).length);
          exclusions.rules.forEach(({ id }, i) => {
            expect(excluded.get(i) ?? 0).toBe(inCell.filter(({ excludedBy }) => excludedBy === id).length);
          });
        });
      });
      const kept = fates.filter(({ excludedBy }) => excludedBy === undefined);
      expect(grid.keptByValue()).toEqual(
        grid.dimensions.map(({ id, values }) =>
          values.map((value) => kept.filter(({ point }) => point[id] === value).length),
        ),
      );
    });
  });

  it('on counts by combination and in boxes', () => {
    check((grid, fates) => {
      const all = grid.dimensions.map((_, i) => i);
      for (const layers of [[], all.slice(-1), all.filter((i) => i % 2 === 0)]) {
        const table = grid.tabulate(layers);
        const expected = new Float64Array(table.length);
        for (const { point, excludedBy } of fates) {
          if (excludedBy !== undefined) continue;
          const digits = digitsOf(grid, point);
          expected[layers.reduce((index, layer) => index * grid.radices[layer]! + digits[layer]!, 0)]!++;
        }
        expect(table).toEqual(expected);
      }
      const box = grid.radices.map((radix, i) =>
        i % 2 === 0 ? Uint8Array.from({ length: radix }, (_, v) => Number(v % 3 !== 1)) : undefined,
      );
      const inside = fates.filter(({ point }) =>
        digitsOf(grid, point).every((digit, i) => box[i]?.[digit] !== 0),
      );
      const { kept, excluded } = grid.countWhere(box);
      expect(kept).toBe(inside.filter(({ excludedBy }) => excludedBy === undefined).length);
      expect([...excluded.values()].reduce((sum, count) => sum + count, kept)).toBe(inside.length);
    });
  });

  it('on ranks, unranking and every range of a walk', () => {
    check((grid, fates) => {
      const kept = fates.flatMap(({ point, excludedBy }) =>
        excludedBy === undefined ? [digitsOf(grid, point)] : [],
      );
      const into = new Uint16Array(grid.dimensions.length);
      kept.forEach((digits, rank) => {
        grid.unrank(rank, into);
        expect(into).toEqual(digits);
        expect(grid.rank(digits)).toBe(rank);
      });
      for (const [from, to] of [
        [0, grid.raw],
        [Math.floor(grid.raw / 3), Math.ceil((2 * grid.raw) / 3)],
        [1, 2],
      ]) {
        for (const which of ['all', 'kept'] as const) {
          expect(walked(grid, from!, Math.min(to!, grid.raw), which)).toEqual(
            fates
              .slice(from, Math.min(to!, grid.raw))
              .filter(({ excludedBy }) => which === 'all' || excludedBy === undefined)
              .map(({ point }) => String(digitsOf(grid, point))),
          );
        }
      }
    });
  });
});

/** Rows of a walk as text, checking that `changed` names the first digit that changed. */
function walked(grid: CompiledGrid, from: number, to: number, which: 'all' | 'kept'): string[] {
  const rows: string[] = [];
  let before: number[] | undefined;
  grid.walk(from, to, which, (run) => {
    const prefix = Array.from(run.digits.subarray(0, -1));
    if (before !== undefined) {
      expect(prefix.slice(0, run.changed)).toEqual(before.slice(0, run.changed));
      expect(prefix).not.toEqual(before);
    }
    before = prefix;
    for (let v = run.first; v < run.end; v++) {
      const label = run.labels[run.offset + v]!;
      if (which === 'kept' && label !== 0) continue;
      const digits = Uint16Array.of(...prefix, v);
      const rule = grid.decide(digits);
      expect(label).toBe(rule === undefined ? 0 : rule + 1);
      rows.push(String(digits));
    }
  });
  return rows;
}
