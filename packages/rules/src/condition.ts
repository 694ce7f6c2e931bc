import {
  predicateEntries,
  traitCells,
  type Dimension,
  type Predicate,
  type Selector,
  type Taxonomy,
} from '@covergrid/taxonomy';

/**
 * A predicate with its names resolved to positions: `values[v]` is 1 where value `v` of the dimension fits.
 */
export type Condition =
  | { readonly kind: 'literal'; readonly dimension: number; readonly values: Uint8Array }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

/** What is known of a condition when only the first dimensions of a scenario are. */
export type Truth = 'yes' | 'no' | 'open';

/** Resolves a validated predicate against the dimensions of its taxonomy. */
export function resolvePredicate(
  predicate: Predicate,
  taxonomy: Taxonomy,
  dimensions: readonly Dimension[],
): Condition {
  const resolve = (nested: Predicate): Condition => resolvePredicate(nested, taxonomy, dimensions);
  const parts = predicateEntries(predicate).map((entry): Condition => {
    switch (entry.kind) {
      case 'members':
        return { kind: entry.key, parts: entry.members.map(resolve) };
      case 'negation':
        return { kind: 'not', part: resolve(entry.member) };
      case 'selector':
        return entry.key === 'trait'
          ? resolveTrait(entry.selector, taxonomy, dimensions)
          : resolveSelector(entry.key, entry.selector, dimensions);
    }
  });
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'all', parts };
}

function resolveSelector(id: string, selector: Selector, dimensions: readonly Dimension[]): Condition {
  const dimension = dimensions.findIndex((candidate) => candidate.id === id);
  const { ids, negated } = readSelector(selector);
  const wanted = new Set(ids);
  const values = Uint8Array.from(dimensions[dimension]?.values ?? [], (value) =>
    wanted.has(value) === negated ? 0 : 1,
  );
  return { kind: 'literal', dimension, values };
}

function resolveTrait(selector: Selector, taxonomy: Taxonomy, dimensions: readonly Dimension[]): Condition {
  const { ids, negated } = readSelector(selector);
  // One literal pair per domain, not per cell, keeps a trait that many cells carry small.
  const behaviorsOf = new Map<string, Set<string>>();
  for (const id of ids) {
    for (const { domain, behavior } of traitCells(taxonomy, id)) {
      behaviorsOf.set(domain, (behaviorsOf.get(domain) ?? new Set()).add(behavior));
    }
  }
  const parts = [...behaviorsOf].map(([domain, behaviors]): Condition => ({
    kind: 'all',
    parts: [
      resolveSelector('domain', domain, dimensions),
      resolveSelector('behavior', [...behaviors], dimensions),
    ],
  }));
  const carried: Condition = { kind: 'any', parts };
  return negated ? { kind: 'not', part: carried } : carried;
}

function readSelector(selector: Selector): { ids: readonly string[]; negated: boolean } {
  const negated = typeof selector === 'object' && !Array.isArray(selector);
  const ids = negated ? selector.not : selector;
  return { ids: typeof ids === 'string' ? [ids] : ids, negated };
}

/** Judges a condition from the first `known` digits alone. */
export function judge(condition: Condition, digits: ArrayLike<number>, known: number): Truth {
  switch (condition.kind) {
    case 'literal':
      if (condition.dimension >= known) return 'open';
      return condition.values[digits[condition.dimension] ?? -1] === 1 ? 'yes' : 'no';
    case 'not': {
      const truth = judge(condition.part, digits, known);
      return truth === 'open' ? 'open' : truth === 'yes' ? 'no' : 'yes';
    }
    case 'all':
    case 'any': {
      const decisive = condition.kind === 'all' ? 'no' : 'yes';
      let isOpen = false;
      for (const part of condition.parts) {
        const truth = judge(part, digits, known);
        if (truth === decisive) return decisive;
        isOpen ||= truth === 'open';
      }
      return isOpen ? 'open' : condition.kind === 'all' ? 'yes' : 'no';
    }
  }
}

/** True where the condition holds for a complete scenario. */
export function holds(condition: Condition, digits: ArrayLike<number>): boolean {
  return judge(condition, digits, digits.length) === 'yes';
}
