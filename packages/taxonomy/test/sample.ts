/** A small valid taxonomy, as YAML. */
export const TAXONOMY = `schema: covergrid/taxonomy@1
id: shop
version: 1.2.0
domains:
  - {id: search, name: Search}
  - {id: checkout, name: Checkout}
behaviors:
  - {id: happy, name: Happy}
  - {id: hostile, name: Hostile}
axes:
  - id: price
    name: Price
    unit: percent
    bins:
      - {id: low, range: {max: 10}}
      - {id: medium, range: {above: 10, below: 30}}
      - {id: high, range: {min: 30}}
  - id: stock
    name: Stock
    bins:
      - {id: yes}
      - {id: no}
traits:
  - {id: urgent, domain: checkout, behavior: [hostile, happy]}
`;

/** Exclusions for {@link TAXONOMY}, as YAML. */
export const EXCLUSIONS = `schema: covergrid/exclusions@1
id: base
version: 1.0.0
taxonomy: {id: shop, version: ^1.0.0}
rules:
  - id: block.urgent
    category: own
    rationale: Why.
    exclude: {trait: urgent, stock: no}
  - id: cap.cheap
    category: low-risk-cap
    rationale: Why.
    limit: {any: [{price: [low, medium]}, {not: {domain: {not: search}}}]}
    per: [domain]
    keep: 1
    prefer: [{stock: yes}, {behavior: hostile}]
    balance: [price]
    spread: [behavior]
`;
