import { compareIds } from '@covergrid/core';
import { canonicalIds } from './canonical-list.ts';
import type { Taxonomy } from './taxonomy-schema.ts';

/** One cell of the grid. */
export interface Cell {
  readonly domain: string;
  readonly behavior: string;
}

/** The cells that carry a trait, each once, sorted by domain, then behavior; none for an unknown trait. */
export function traitCells(taxonomy: Taxonomy, traitId: string): Cell[] {
  const allDomains = taxonomy.domains.map(({ id }) => id);
  const allBehaviors = taxonomy.behaviors.map(({ id }) => id);
  const behaviorsOf = new Map<string, Set<string>>();
  for (const trait of taxonomy.traits) {
    if (trait.id !== traitId) continue;
    for (const domain of canonicalIds(trait.domain ?? allDomains)) {
      const behaviors = behaviorsOf.get(domain) ?? new Set();
      for (const behavior of canonicalIds(trait.behavior ?? allBehaviors)) behaviors.add(behavior);
      behaviorsOf.set(domain, behaviors);
    }
  }
  return [...behaviorsOf]
    .toSorted(([a], [b]) => compareIds(a, b))
    .flatMap(([domain, behaviors]) =>
      [...behaviors].toSorted(compareIds).map((behavior) => ({ domain, behavior })),
    );
}
