import type { Manifest } from '@covergrid/enumerator';
import {
  inDisplayOrder,
  type Axis,
  type Behavior,
  type Bin,
  type Domain,
  type Taxonomy,
} from '@covergrid/taxonomy';

/** A taxonomy as a report needs it: entries in display order, and the name of every id. */
export interface GridNames {
  domains: Domain[];
  behaviors: Behavior[];
  axes: Axis[];
  domain(id: string): string;
  behavior(id: string): string;
  /** The name of `domain`, `behavior` or an axis. */
  dimension(id: string): string;
  /** The name of what an id means in a dimension. An id that the taxonomy lacks names itself. */
  value(dimension: string, id: string): string;
}

/** Reads the display order and the names from a taxonomy. */
export function gridNames(taxonomy: Taxonomy): GridNames {
  const domains = inDisplayOrder(taxonomy.domains);
  const behaviors = inDisplayOrder(taxonomy.behaviors);
  const axes = inDisplayOrder(taxonomy.axes).map((axis) => ({ ...axis, bins: inDisplayOrder(axis.bins) }));
  const dimensions = new Map([['domain', 'Domain'], ['behavior', 'Behavior'], ...pairs(axes)]);
  const values = new Map([
    ['domain', new Map(pairs(domains))],
    ['behavior', new Map(pairs(behaviors))],
    ...axes.map((axis) => [axis.id, new Map(axis.bins.map((bin) => [bin.id, binName(bin)]))] as const),
  ]);
  const value = (dimension: string, id: string): string => values.get(dimension)?.get(id) ?? id;
  return {
    domains,
    behaviors,
    axes,
    domain: (id) => value('domain', id),
    behavior: (id) => value('behavior', id),
    dimension: (id) => dimensions.get(id) ?? id,
    value,
  };
}

/** A bin's label, or its id where it has none. */
export function binName(bin: Bin): string {
  return bin.label ?? bin.id;
}

/** Cells of a manifest in display order, by domain, then by behavior; in each, rules in the order of the file. */
export function cellsInOrder(manifest: Manifest, names: GridNames): Manifest['cells'] {
  const domainPlace = placeOf(names.domains);
  const behaviorPlace = placeOf(names.behaviors);
  const rulePlace = placeOf(manifest.rules);
  return manifest.cells
    .toSorted(
      (a, b) =>
        domainPlace(a.domain) - domainPlace(b.domain) ||
        behaviorPlace(a.behavior) - behaviorPlace(b.behavior),
    )
    .map((cell) => ({
      ...cell,
      by_rule: Object.fromEntries(
        Object.entries(cell.by_rule).toSorted(([a], [b]) => rulePlace(a) - rulePlace(b)),
      ),
    }));
}

function placeOf(entries: readonly { id: string }[]): (id: string) => number {
  const places = new Map(entries.map((entry, index) => [entry.id, index]));
  return (id) => places.get(id) ?? entries.length;
}

function pairs(entries: readonly { id: string; name: string }[]): [string, string][] {
  return entries.map((entry) => [entry.id, entry.name]);
}
