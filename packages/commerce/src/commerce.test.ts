import { readdirSync } from 'node:fs';
import { dimensionsOf, inDisplayOrder, traitCells, type Predicate, type Selector } from '@covergrid/taxonomy';
import { expect, test } from 'vitest';
import { commerceDirectory } from './commerce-directory.ts';
import { loadCommerce } from './load-commerce.ts';

const { taxonomy, exclusions } = await loadCommerce();

// No rule engine here: nested loops and the plain reading of a predicate, to hold an engine against.
type Scenario = Readonly<Record<string, string>>;

function scenarios(): Scenario[] {
  let grid: Scenario[] = [{}];
  for (const { id, values } of dimensionsOf(taxonomy)) {
    grid = grid.flatMap((scenario) => values.map((value) => ({ ...scenario, [id]: value })));
  }
  return grid;
}

function fits(selector: Selector, holds: (id: string) => boolean): boolean {
  if (typeof selector === 'string') return holds(selector);
  return Array.isArray(selector) ? selector.some(holds) : !fits(selector.not, holds);
}

function matches({ all, any, not, ...selectors }: Predicate, scenario: Scenario): boolean {
  const hasTrait = (id: string): boolean =>
    traitCells(taxonomy, id).some(
      ({ domain, behavior }) => domain === scenario['domain'] && behavior === scenario['behavior'],
    );
  return (
    (all ?? []).every((part) => matches(part, scenario)) &&
    (any === undefined || any.some((part) => matches(part, scenario))) &&
    (not === undefined || !matches(not, scenario)) &&
    Object.entries(selectors).every(([key, selector]) =>
      fits(selector as Selector, (id) => (key === 'trait' ? hasTrait(id) : scenario[key] === id)),
    )
  );
}

test('14 domains × 6 behaviors × 108 combinations of bins', () => {
  expect(dimensionsOf(taxonomy).map(({ id, values }) => [id, values.length])).toEqual([
    ['domain', 14],
    ['behavior', 6],
    ['availability', 4],
    ['brand_bias', 3],
    ['policy_boundary', 3],
    ['price_sensitivity', 3],
  ]);
  expect(scenarios()).toHaveLength(9072);
});

test('the exclude rules drop 54, 864, 72 and 2,262, first match in file order', () => {
  const dropped = new Map<string, number>();
  for (const scenario of scenarios()) {
    const rule = exclusions.rules.find(
      (candidate) => 'exclude' in candidate && matches(candidate.exclude, scenario),
    );
    if (rule !== undefined) dropped.set(rule.id, (dropped.get(rule.id) ?? 0) + 1);
  }
  expect(Object.fromEntries(dropped)).toEqual({
    'physical-impossibility.same-day': 54,
    'business-irrelevance.brand-free-domains': 864,
    'redundancy.happy-path-brands': 72,
    'regulatory-block.out-of-policy': 2262,
  });
});

test('the limits match what they are for', () => {
  const matched = exclusions.rules.flatMap((rule) =>
    'limit' in rule
      ? [[rule.id, scenarios().filter((scenario) => matches(rule.limit, scenario)).length]]
      : [],
  );
  expect(matched).toEqual([
    // 14 cells × 3 prices × 3 brands × 4 availabilities; one per cell; 14 domains × 3 prices × 3 brands.
    ['regulatory-limit.adversarial-out-of-policy', 504],
    ['skew-control.extreme-combination', 84],
    ['low-risk-cap.happy-path', 126],
  ]);
});

function shown(entries: Parameters<typeof inDisplayOrder>[0]): string[] {
  return inDisplayOrder(entries).map(({ id }) => id);
}

test('tables show the approved order', () => {
  expect(shown(taxonomy.domains)).toEqual([
    'product-discovery-search',
    'product-details-content',
    'recommendations-ranking',
    'pricing-offers-promotions',
    'cart-management',
    'checkout-payments',
    'order-management',
    'shipping-delivery',
    'returns-refunds-exchanges',
    'customer-support-escalations',
    'user-account-preferences',
    'trust-safety-fraud',
    'merchant-seller-operations',
    'system-awareness-failure-handling',
  ]);
  expect(shown(taxonomy.behaviors)).toEqual([
    'happy-path',
    'constraint-heavy',
    'ambiguous',
    'multi-turn',
    'user-corrections',
    'adversarial',
  ]);
  expect(shown(taxonomy.axes)).toEqual([
    'price_sensitivity',
    'brand_bias',
    'availability',
    'policy_boundary',
  ]);
  expect(inDisplayOrder(taxonomy.axes).map(({ bins }) => shown(bins))).toEqual([
    ['low', 'medium', 'high'],
    ['none', 'soft', 'hard'],
    ['in-stock', 'low-stock', 'backorder', 'out-of-stock'],
    ['within-policy', 'near-limit', 'out-of-policy'],
  ]);
});

test('every domain, behavior, axis and bin says what it is', () => {
  const entries = [
    taxonomy.domains,
    taxonomy.behaviors,
    taxonomy.axes,
    taxonomy.axes.flatMap(({ bins }) => bins),
  ];
  for (const { id, description } of entries.flat()) expect(description, id).toMatch(/^[A-Z].*\.$/);
});

test('its files stand where every vertical has them', () => {
  expect(readdirSync(commerceDirectory)).toEqual([
    'behaviors.yaml',
    'decision-table.yaml',
    'domain-model.yaml',
    'exclusions.yaml',
    'playbooks',
    'taxonomy.yaml',
  ]);
});
