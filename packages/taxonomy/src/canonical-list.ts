import { compareIds } from '@covergrid/core';
import { listOf } from './list-of.ts';

/** Ids sorted by code unit, each once; a single id becomes a list of one. */
export function canonicalIds(ids: string | readonly string[]): string[] {
  return [...new Set(listOf(ids))].toSorted(compareIds);
}

/** Entries sorted by id; entries of one id by their canonical JSON. */
export function sortedById<T extends { readonly id: string }>(entries: readonly T[]): T[] {
  return entries.toSorted(
    (a, b) => compareIds(a.id, b.id) || compareIds(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** A copy with the keys in the order of a schema, those without a value left out. */
export function inKeyOrder<T extends object>(value: T, shape: Readonly<Record<string, unknown>>): T {
  const copy = { ...value };
  for (const key of Object.keys(shape)) {
    const item: unknown = Reflect.get(copy, key);
    // Taken out and put back, a key becomes the last.
    Reflect.deleteProperty(copy, key);
    if (item !== undefined) Reflect.set(copy, key, item);
  }
  return copy;
}
