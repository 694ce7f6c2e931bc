import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';

const entries = (...ids: string[]): object[] => ids.map((id) => ({ id, name: id.toUpperCase() }));

/** The text-free parts of a made-up vertical of 60 scenarios whose limits depend on the seed. */
export const SMALL_TAXONOMY = {
  schema: 'covergrid/taxonomy@1',
  id: 'small',
  version: '1.0.0',
  title: 'Made up',
  domains: entries('search', 'checkout', 'returns'),
  behaviors: entries('happy', 'hostile'),
  axes: [
    {
      id: 'price',
      name: 'Price',
      bins: [
        { id: 'p1', range: { max: 10 } },
        { id: 'p2', range: { above: 10, below: 20 } },
        { id: 'p3', range: { min: 20, below: 30 } },
        { id: 'p4', range: { min: 30, below: 40 } },
        { id: 'p5', range: { min: 40 } },
      ],
    },
    { id: 'stock', name: 'Stock', bins: [{ id: 'yes' }, { id: 'no' }] },
  ],
  traits: [{ id: 'urgent', domain: 'checkout', behavior: ['happy', 'hostile'] }],
};

export const SMALL_EXCLUSIONS = {
  schema: 'covergrid/exclusions@1',
  id: 'small-rules',
  version: '1.0.0',
  taxonomy: { id: 'small', version: '^1.0.0' },
  rules: [
    {
      id: 'impossible.urgent',
      category: 'physical-impossibility',
      rationale: 'What is not there cannot be had at once.',
      exclude: { trait: 'urgent', stock: 'no' },
    },
    {
      id: 'irrelevant.returns',
      category: 'business-irrelevance',
      rationale: 'Nobody returns for the price.',
      exclude: { domain: ['returns'], price: ['p2', 'p3'] },
    },
    {
      id: 'cap.happy',
      category: 'low-risk-cap',
      rationale: 'Enough of these.',
      limit: { behavior: 'happy', any: [{ stock: 'yes' }, { price: { not: ['p1', 'p2'] } }] },
      per: ['stock'],
      keep: 4,
      prefer: [{ price: 'p5' }],
      balance: ['price'],
      spread: ['domain'],
    },
  ],
};

/** {@link SMALL_TAXONOMY} and {@link SMALL_EXCLUSIONS}, read. */
export const SMALL: Configuration = defineConfiguration(SMALL_TAXONOMY, SMALL_EXCLUSIONS);

/** {@link SMALL} with words and rules changed, so that every file of its output changes. */
export const SMALL_EDITED: Configuration = defineConfiguration(
  { ...SMALL_TAXONOMY, version: '1.1.0', title: 'Edited' },
  { ...SMALL_EXCLUSIONS, rules: SMALL_EXCLUSIONS.rules.slice(1) },
);

/** A vertical of any size: `domains` × 2 × `bins` to the power of `axes`, with one rule of each kind. */
export function sizedVertical(domains: number, axes: number, bins: number): Configuration {
  const numbered = (prefix: string, count: number): object[] =>
    Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i}`, name: `${prefix}${i}` }));
  return defineConfiguration(
    {
      ...SMALL_TAXONOMY,
      id: 'sized',
      domains: numbered('d', domains),
      axes: Array.from({ length: axes }, (_, i) => ({
        id: `axis${i}`,
        name: `Axis ${i}`,
        bins: Array.from({ length: bins }, (__, v) => ({ id: `v${v}` })),
      })),
      traits: [],
    },
    {
      ...SMALL_EXCLUSIONS,
      taxonomy: { id: 'sized', version: '^1.0.0' },
      rules: [
        {
          id: 'drop.some',
          category: 'redundancy',
          rationale: 'Made up.',
          exclude: { axis0: 'v1', axis1: ['v0', 'v2'] },
        },
        {
          id: 'cap.some',
          category: 'skew-control',
          rationale: 'Made up.',
          limit: { axis0: 'v0', behavior: 'happy' },
          per: ['domain'],
          keep: 50,
          balance: ['axis1'],
        },
      ],
    },
  );
}

/** 12 × 2 × 17^4 = 2,004,504 scenarios, about 330 MB with all of them listed. */
export const LARGE: Configuration = sizedVertical(12, 4, 17);
