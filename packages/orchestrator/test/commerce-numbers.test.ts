import type { Configuration } from '@covergrid/taxonomy';
import { expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { resolveConfiguration } from '../src/resolve-configuration.ts';

const commerce = await resolveConfiguration({ vertical: 'commerce' });
const { manifest } = planCoverage(commerce);

const BRAND_FREE = ['system-awareness-failure-handling', 'trust-safety-fraud'];

test('5,376 of 9,072 are kept, and each rule drops what was approved', () => {
  expect(manifest.totals).toEqual({ raw: 9072, excluded: 3696, kept: 5376 });
  expect(Object.fromEntries(manifest.rules.map(({ id, excluded }) => [id, excluded]))).toEqual({
    'physical-impossibility.same-day': 54,
    'business-irrelevance.brand-free-domains': 864,
    'redundancy.happy-path-brands': 72,
    'regulatory-block.out-of-policy': 2262,
    'regulatory-limit.adversarial-out-of-policy': 414,
    'skew-control.extreme-combination': 0,
    'low-risk-cap.happy-path': 30,
  });
});

test('kept per behavior', () => {
  const kept: Record<string, number> = {};
  for (const cell of manifest.cells) kept[cell.behavior] = (kept[cell.behavior] ?? 0) + cell.kept;
  expect(kept).toEqual({
    'happy-path': 810,
    'constraint-heavy': 876,
    ambiguous: 912,
    'multi-turn': 912,
    'user-corrections': 912,
    adversarial: 954,
  });
});

test('kept per cell', () => {
  expect(manifest.cells).toHaveLength(84);
  for (const { domain, behavior, raw, kept } of manifest.cells) {
    const [ordinary, adversarial, happy] = BRAND_FREE.includes(domain)
      ? [24, 27, [21, 22]]
      : [72, 75, [63, 64]];
    expect(raw).toBe(108);
    const cell = `${domain} × ${behavior}`;
    if (cell === 'shipping-delivery × constraint-heavy') expect(kept, cell).toBe(36);
    else if (behavior === 'happy-path') expect(happy, cell).toContain(kept);
    else expect(kept, cell).toBe(behavior === 'adversarial' ? adversarial : ordinary);
  }
});

test('12 domains keep one ordinary Happy Path case: each once before any twice, four per price bin', () => {
  const { grid } = planCoverage(commerce);
  const counts = grid.tabulate(grid.dimensions.map((_, i) => i));
  const found: Record<string, string>[] = [];
  counts.forEach((kept, row) => {
    if (kept === 0) return;
    const digits = grid.digitsOf(row);
    const point = Object.fromEntries(grid.dimensions.map(({ id, values }, i) => [id, values[digits[i]!]!]));
    const isLowRisk =
      point['behavior'] === 'happy-path' &&
      point['availability'] === 'in-stock' &&
      point['policy_boundary'] === 'within-policy';
    if (isLowRisk) found.push(point);
  });
  expect(found).toHaveLength(12);
  expect(new Set(found.map(({ domain }) => domain)).size).toBe(12);
  for (const price of ['low', 'medium', 'high']) {
    expect(found.filter((point) => point['price_sensitivity'] === price)).toHaveLength(4);
  }
  expect(new Set(found.map(({ brand_bias: brand }) => brand))).toEqual(new Set(['none']));
});

test('with the low-risk cap per domain and behavior 5,406 are kept: it never binds', () => {
  const rules = commerce.exclusions.rules.map((rule) =>
    rule.id === 'low-risk-cap.happy-path' ? { ...rule, per: ['domain', 'behavior'] } : rule,
  );
  const variant: Configuration = { ...commerce, exclusions: { ...commerce.exclusions, rules } };
  const { totals, rules: accounts } = planCoverage(variant).manifest;
  expect(totals.kept).toBe(5406);
  expect(accounts.find(({ id }) => id === 'low-risk-cap.happy-path')!.excluded).toBe(0);
});

test('every account adds up: in total, per cell, per bin', () => {
  const { totals, rules, cells, axes } = manifest;
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  expect(sum(rules.map(({ excluded }) => excluded))).toBe(totals.raw - totals.kept);
  for (const { raw, kept, excluded, by_rule: byRule } of cells) {
    expect(kept + excluded).toBe(raw);
    expect(sum(Object.values(byRule))).toBe(excluded);
  }
  for (const { bins } of axes) {
    expect(sum(bins.map(({ raw }) => raw))).toBe(totals.raw);
    expect(sum(bins.map(({ kept }) => kept))).toBe(totals.kept);
  }
});

test('another seed keeps as many, per cell but for the cap that goes over domains', () => {
  const other = planCoverage(commerce, { seed: 987_654_321 }).manifest;
  expect(other.totals).toEqual(manifest.totals);
  expect(other.rules).toEqual(manifest.rules);
});
