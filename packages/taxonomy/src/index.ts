export { canonicalExclusions } from './canonical-exclusions.ts';
export { canonicalTaxonomy } from './canonical-taxonomy.ts';
export {
  defineConfiguration,
  loadConfiguration,
  loadTaxonomy,
  parseConfiguration,
  type Configuration,
  type ConfigSource,
} from './configuration.ts';
export { compareDimensions, dimensionsOf, type Dimension } from './dimensions.ts';
export { inDisplayOrder, type Displayed } from './display-order.ts';
export {
  exclusionsSchema,
  type ExcludeRule,
  type Exclusions,
  type LimitRule,
  type Predicate,
  type Rule,
  type Selector,
} from './exclusions-schema.ts';
export { exclusionsJsonSchema, taxonomyJsonSchema, type JsonSchema } from './json-schema.ts';
export { predicateEntries, type PredicateEntry } from './predicate-entries.ts';
export { predicateText, type PredicateWords } from './predicate-text.ts';
export { placeOfRule } from './rule-places.ts';
export {
  taxonomySchema,
  type Axis,
  type Behavior,
  type Bin,
  type Domain,
  type NumericRange,
  type Taxonomy,
  type Trait,
} from './taxonomy-schema.ts';
export { traitCells, type Cell } from './trait-cells.ts';
