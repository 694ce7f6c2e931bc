import { planCoverage, resolveConfiguration } from '@covergrid/orchestrator';
import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';
import { describe, expect, test } from 'vitest';
import { coverageSummary } from './coverage-summary.ts';
import { displayWidth } from './display-width.ts';
import { Screen } from './screen.ts';
import { textStream } from '../../test/captured-screen.ts';

const commerce = await resolveConfiguration({});

function summary(
  configuration: Configuration,
  columns: number,
  options: Parameters<typeof planCoverage>[1] = {},
): string {
  const stream = textStream(() => undefined, columns);
  return coverageSummary(
    configuration,
    planCoverage(configuration, options).manifest,
    new Screen(stream, stream),
  );
}

function widestLine(text: string): number {
  return Math.max(...text.split('\n').map(displayWidth));
}

describe('the commerce grid', () => {
  test.each([200, 120, 80, 60, 40])('in %i columns', async (columns) => {
    const text = summary(commerce, columns);
    expect(widestLine(text)).toBeLessThanOrEqual(columns);
    expect(text).toContain('9,072 raw = 5,376 kept + 3,696 excluded');
    await expect(`${text}\n`).toMatchFileSnapshot(`../../test/golden/summary/commerce-${columns}.txt`);
  });

  test('of a selection has the account of the selection and of the whole', () => {
    const text = summary(commerce, 100, { domains: ['cart-management'], behaviors: ['adversarial'] });
    expect(text).not.toContain('Checkout');
    expect(text).toContain('Selected:   108 raw = 75 kept + 33 excluded');
    expect(text).toContain('Whole grid: 9,072 raw = 5,376 kept + 3,696 excluded');
  });

  test('of a shard says which share it is', () => {
    const text = summary(commerce, 100, { listing: 'kept', shard: { index: 2, of: 4, by: 'rank' } });
    expect(text).toMatch(/Share 2 of 4 by rank: [\d,]+ raw = 1,344 kept \+ [\d,]+ excluded/);
  });
});

describe('a grid of your own', () => {
  test('with more than 40 domains shows totals alone', () => {
    const text = summary(gridOf(41, 3), 80);
    expect(text).not.toContain('Domain 7');
    expect(text).toMatch(/Behavior 2 +82 +41 +50\.0 %/);
    expect(text).toContain('Over all 41 domains');
    expect(summary(gridOf(40, 3), 80)).toContain('Domain 7');
  });

  test('with more behaviors than fit shows totals of domains', () => {
    expect(widestLine(summary(gridOf(41, 60), 40))).toBeLessThanOrEqual(40);
    const text = summary(gridOf(3, 60), 80);
    expect(text).toMatch(/Domain 2 +120 +60 +50\.0 %/);
    expect(widestLine(text)).toBeLessThanOrEqual(80);
  });

  test('with names of wide and hostile characters stays in line', () => {
    const text = summary(gridOf(2, 2, '検索 \u001b[31m'), 80);
    expect(text).not.toContain('\u001b');
    const rows = text.split('\n').filter((line) => line.includes('検索'));
    expect(new Set(rows.map(displayWidth)).size).toBe(1);
  });

  test('without rules has no table of rules', () => {
    expect(
      summary({ ...gridOf(1, 1), exclusions: { ...gridOf(1, 1).exclusions, rules: [] } }, 80),
    ).not.toContain('Excluded by rule');
  });

  test('with very many rules lists the largest', () => {
    const { taxonomy, exclusions } = gridOf(30, 1);
    const rules = taxonomy.domains.map(({ id }) => ({
      id: `drop-${id}`,
      category: 'own',
      rationale: 'No need.',
      exclude: { domain: id },
    }));
    expect(summary({ taxonomy, exclusions: { ...exclusions, rules } }, 80)).toMatch(
      /and 5 more rules +10 +16\.7 %/,
    );
  });
});

/** A grid of which half is kept. */
function gridOf(domains: number, behaviors: number, word = 'Domain'): Configuration {
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'own',
      version: '1.0.0',
      domains: numbers(domains).map((i) => ({ id: `d${i}`, name: `${word} ${i}` })),
      behaviors: numbers(behaviors).map((i) => ({ id: `b${i}`, name: `Behavior ${i}` })),
      axes: [{ id: 'stock', name: 'Stock', bins: [{ id: 'some' }, { id: 'none' }] }],
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'base',
      version: '1.0.0',
      taxonomy: { id: 'own', version: '1.0.0' },
      rules: [{ id: 'empty', category: 'own', rationale: 'No stock.', exclude: { stock: 'none' } }],
    },
  );
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
