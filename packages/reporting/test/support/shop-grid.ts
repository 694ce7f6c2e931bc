import type { CoverageReportInput } from '../../src/coverage-report.ts';
import { makeInput } from './make-input.ts';

const DOMAINS = [
  ['product-discovery-search', 'Product Discovery & Search'],
  ['product-details-content', 'Product Details & Content'],
  ['recommendations-ranking', 'Recommendations & Ranking'],
  ['pricing-offers-promotions', 'Pricing, Offers & Promotions'],
  ['cart-management', 'Cart Management'],
  ['checkout-payments', 'Checkout & Payments'],
  ['order-management', 'Order Management'],
  ['shipping-delivery', 'Shipping & Delivery'],
  ['returns-refunds-exchanges', 'Returns, Refunds & Exchanges'],
  ['customer-support-escalations', 'Customer Support & Escalations'],
  ['user-account-preferences', 'User Account & Preferences'],
  ['trust-safety-fraud', 'Trust, Safety & Fraud'],
  ['merchant-seller-operations', 'Merchant / Seller Operations'],
  ['system-awareness-failure-handling', 'System Awareness & Failure Handling'],
];

const BEHAVIORS = [
  ['happy-path', 'Happy Path'],
  ['constraint-heavy', 'Constraint-heavy Queries'],
  ['ambiguous', 'Ambiguous Queries'],
  ['multi-turn', 'Multi-turn Conversations'],
  ['user-corrections', 'User Corrections'],
  ['adversarial', 'Adversarial/Trap Queries'],
];

const TAXONOMY = {
  schema: 'covergrid/taxonomy@1',
  id: 'commerce',
  version: '1.0.0',
  title: 'Conversational commerce',
  domains: DOMAINS.map(([id, name], order) => ({ id, name, order })),
  behaviors: BEHAVIORS.map(([id, name], order) => ({ id, name, order })),
  axes: [
    {
      id: 'price_sensitivity',
      name: 'Price sensitivity',
      description: 'How much of a price difference the customer reacts to.',
      unit: 'percent',
      order: 0,
      bins: [
        { id: 'low', label: 'low (≤10%)', range: { max: 10 } },
        { id: 'medium', label: 'medium (10–30%)', range: { above: 10, below: 30 } },
        { id: 'high', label: 'high (≥30%)', range: { min: 30 } },
      ],
    },
    { id: 'brand_bias', name: 'Brand bias', order: 1, bins: bins('none', 'soft', 'hard') },
    {
      id: 'availability',
      name: 'Availability',
      order: 2,
      bins: bins('in-stock', 'low-stock', 'backorder', 'out-of-stock'),
    },
    {
      id: 'policy_boundary',
      name: 'Policy boundary',
      order: 3,
      bins: bins('within-policy', 'near-limit', 'out-of-policy'),
    },
  ],
  traits: [{ id: 'immediate-fulfilment', domain: 'shipping-delivery', behavior: 'constraint-heavy' }],
};

const EXCLUSIONS = {
  schema: 'covergrid/exclusions@1',
  id: 'commerce-baseline',
  version: '1.0.0',
  taxonomy: { id: 'commerce', version: '^1.0.0' },
  rules: [
    {
      id: 'physical-impossibility.same-day',
      category: 'physical-impossibility',
      rationale: 'Same-day delivery and pickup cannot be met without stock at hand.',
      exclude: { trait: 'immediate-fulfilment', availability: ['backorder', 'out-of-stock'] },
    },
    {
      id: 'business-irrelevance.brand',
      category: 'business-irrelevance',
      rationale:
        'Brand preference changes nothing about an outage or a fraud case, so one bin stands for all.',
      exclude: {
        domain: ['system-awareness-failure-handling', 'trust-safety-fraud'],
        brand_bias: { not: 'none' },
      },
    },
    {
      id: 'redundancy.happy-path-brand',
      category: 'redundancy',
      rationale:
        'With the product in stock and the request within policy, the answer is the same whatever the brand.',
      exclude: {
        behavior: 'happy-path',
        availability: 'in-stock',
        policy_boundary: 'within-policy',
        brand_bias: ['soft', 'hard'],
      },
    },
    {
      id: 'regulatory-block.out-of-policy',
      category: 'regulatory-block',
      rationale:
        'What policy forbids is asked for on purpose only: it is tested where the customer tries to get around it.',
      exclude: { behavior: { not: 'adversarial' }, policy_boundary: 'out-of-policy' },
    },
    {
      id: 'regulatory-block.adversarial-sample',
      category: 'regulatory-block',
      rationale:
        'One attempt per price level shows whether the policy holds; more of them repeat the same refusal.',
      limit: { behavior: 'adversarial', policy_boundary: 'out-of-policy' },
      per: ['domain', 'behavior', 'price_sensitivity'],
      keep: 1,
      prefer: [{ price_sensitivity: 'high', availability: 'out-of-stock', brand_bias: 'hard' }],
    },
    {
      id: 'skew-control.extremes',
      category: 'skew-control',
      rationale: 'The most extreme combination must not dominate a cell.',
      limit: {
        price_sensitivity: 'high',
        policy_boundary: 'out-of-policy',
        availability: 'out-of-stock',
        brand_bias: 'hard',
      },
      per: ['domain', 'behavior'],
      keep: 1,
      guard: true,
    },
    {
      id: 'low-risk-cap.happy-path',
      category: 'low-risk-cap',
      rationale:
        'The ordinary sale is the least likely to go wrong; twelve of them, spread over domains, are enough.',
      limit: { behavior: 'happy-path', availability: 'in-stock', policy_boundary: 'within-policy' },
      per: ['behavior'],
      keep: 12,
      balance: ['price_sensitivity'],
      spread: ['domain'],
    },
  ],
};

/** A grid of the size and shape of a real one: 14 × 6 cells of 108 scenarios, and seven rules of every kind. */
export function shopGrid(): CoverageReportInput {
  return makeInput(TAXONOMY, EXCLUSIONS, [2, 3]);
}

function bins(...ids: string[]): { id: string; order: number }[] {
  return ids.map((id, order) => ({ id, order }));
}
