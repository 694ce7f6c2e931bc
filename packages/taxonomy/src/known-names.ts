import type { ErrorCode } from '@covergrid/core';
import type { Taxonomy } from './taxonomy-schema.ts';

/** What may stand under each key of a predicate, and the code for what may not. */
export type KnownNames = ReadonlyMap<string, Names>;

/** Names of one kind. */
interface Names {
  readonly ids: ReadonlySet<string>;
  readonly code: ErrorCode;
}

/** The names a taxonomy gives to rules: `domain`, `behavior`, `trait`, then its axes, in file order. */
export function knownNames(taxonomy: Taxonomy): KnownNames {
  return new Map<string, Names>([
    ...taxonomy.axes.map((axis): [string, Names] => [
      axis.id,
      { ids: ids(axis.bins), code: 'CONFIG_UNKNOWN_BIN' },
    ]),
    // Last, so that an axis with a reserved name, which is reported anyway, does not hide them.
    ['domain', { ids: ids(taxonomy.domains), code: 'CONFIG_UNKNOWN_DOMAIN' }],
    ['behavior', { ids: ids(taxonomy.behaviors), code: 'CONFIG_UNKNOWN_BEHAVIOR' }],
    ['trait', { ids: ids(taxonomy.traits), code: 'CONFIG_UNKNOWN_TRAIT' }],
  ]);
}

function ids(entries: readonly { readonly id: string }[]): Set<string> {
  return new Set(entries.map(({ id }) => id));
}
