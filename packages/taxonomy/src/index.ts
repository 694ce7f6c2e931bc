export {
  exclusionsSchema,
  type ExcludeRule,
  type Exclusions,
  type LimitRule,
  type Predicate,
  type Rule,
  type Selector,
} from './exclusions-schema.ts';
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
