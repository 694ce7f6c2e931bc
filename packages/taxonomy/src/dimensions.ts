import { compareIds } from '@covergrid/core';
import type { Taxonomy } from './taxonomy-schema.ts';

/** One coordinate of a scenario: `domain`, `behavior`, or an axis. */
export interface Dimension {
  readonly id: string;
  /** Ids of its domains, behaviors or bins, sorted by code unit. */
  readonly values: readonly string[];
}

/** The dimensions of the grid: `domain`, `behavior`, then the axes by id; the order in which scenarios are compared. */
export function dimensionsOf(taxonomy: Taxonomy): Dimension[] {
  return [
    dimension('domain', taxonomy.domains),
    dimension('behavior', taxonomy.behaviors),
    ...taxonomy.axes.toSorted((a, b) => compareIds(a.id, b.id)).map((axis) => dimension(axis.id, axis.bins)),
  ];
}

/** Orders dimension ids as {@link dimensionsOf} does: `domain`, `behavior`, then axes by code unit. */
export function compareDimensions(a: string, b: string): number {
  return rank(a) - rank(b) || compareIds(a, b);
}

function rank(id: string): number {
  return id === 'domain' ? 0 : id === 'behavior' ? 1 : 2;
}

function dimension(id: string, entries: readonly { readonly id: string }[]): Dimension {
  return { id, values: entries.map((entry) => entry.id).toSorted(compareIds) };
}
