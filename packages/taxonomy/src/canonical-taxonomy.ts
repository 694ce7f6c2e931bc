import { canonicalIds, inKeyOrder, sortedById } from './canonical-list.ts';
import {
  axisSchema,
  behaviorSchema,
  binSchema,
  domainSchema,
  rangeSchema,
  taxonomySchema,
  traitSchema,
  type Axis,
  type Bin,
  type Taxonomy,
  type Trait,
} from './taxonomy-schema.ts';

/**
 * The content of a taxonomy without its order: two files that differ only in the order of domains, behaviors, axes,
 * bins, traits, list members or keys have deeply equal canonical values and equal `JSON.stringify` bytes.
 */
export function canonicalTaxonomy(taxonomy: Taxonomy): Taxonomy {
  const canonical: Taxonomy = {
    ...taxonomy,
    domains: sortedById(taxonomy.domains.map((domain) => inKeyOrder(domain, domainSchema.shape))),
    behaviors: sortedById(taxonomy.behaviors.map((behavior) => inKeyOrder(behavior, behaviorSchema.shape))),
    axes: sortedById(taxonomy.axes.map(canonicalAxis)),
    traits: sortedById(taxonomy.traits.map(canonicalTrait)),
  };
  return inKeyOrder(canonical, taxonomySchema.shape);
}

/** A trait entry with its domains and behaviors as sorted lists. */
export function canonicalTrait(trait: Trait): Trait {
  const lists = {
    ...(trait.domain === undefined ? {} : { domain: canonicalIds(trait.domain) }),
    ...(trait.behavior === undefined ? {} : { behavior: canonicalIds(trait.behavior) }),
  };
  return inKeyOrder({ ...trait, ...lists }, traitSchema.shape);
}

function canonicalAxis(axis: Axis): Axis {
  return inKeyOrder({ ...axis, bins: sortedById(axis.bins.map(canonicalBin)) }, axisSchema.shape);
}

function canonicalBin(bin: Bin): Bin {
  const range = bin.range === undefined ? {} : { range: inKeyOrder(bin.range, rangeSchema.shape) };
  return inKeyOrder({ ...bin, ...range }, binSchema.shape);
}
