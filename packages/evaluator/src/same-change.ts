import { equalJson, isJsonObject, type Json, type JsonObject } from '@covergrid/testdata';
import type { StateDiff } from '@covergrid/worlds';

/** Values that callers may choose freely, such as the words of a note. */
export interface FreeValues {
  readonly expected: readonly Json[];
  readonly actual: readonly Json[];
}

/**
 * Whether two changes of a world come to the same. Records that were there have the same key, before and after. Records
 * that were made are compared by what they hold: their own ids, which depend on what else was made before, may differ,
 * and so may values that a call chooses freely. Where several were made in a collection, references to them are not told
 * apart.
 */
export function isSameChange(
  expected: StateDiff,
  actual: StateDiff,
  free: FreeValues = { expected: [], actual: [] },
): boolean {
  if (equalJson(expected, actual)) return true;
  if (expected.length !== actual.length) return false;
  const made = { expected: keysOfMade(expected), actual: keysOfMade(actual) };
  const same = (one: Json, other: Json): boolean => {
    if (isFreePair(one, other, free)) return true;
    if (typeof one === 'string' && typeof other === 'string') {
      const collection = made.expected.get(one);
      return collection === undefined ? one === other : collection === made.actual.get(other);
    }
    if (Array.isArray(one) && Array.isArray(other))
      return (
        one.length === other.length && one.every((item: Json, place) => same(item, other[place] as Json))
      );
    if (isJsonObject(one) && isJsonObject(other)) return isSameRecord(one, other, same);
    return equalJson(one, other);
  };
  const left = [...actual];
  return expected.every((change) => {
    const place = left.findIndex(
      (other) =>
        other.collection === change.collection &&
        (change.before === null ? other.before === null : other.key === change.key) &&
        same(change.before, other.before) &&
        same(change.after, other.after),
    );
    if (place !== -1) left.splice(place, 1);
    return place !== -1;
  });
}

function isSameRecord(one: JsonObject, other: JsonObject, same: (a: Json, b: Json) => boolean): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same(one[name] as Json, other[name] as Json))
  );
}

function isFreePair(one: Json, other: Json, { expected, actual }: FreeValues): boolean {
  return expected.some((value) => equalJson(value, one)) && actual.some((value) => equalJson(value, other));
}

/** Of each record that was made: its key, and its collection. */
function keysOfMade(diff: StateDiff): Map<string, string> {
  return new Map(
    diff.flatMap(({ before, key, collection }) => (before === null ? [[key, collection] as const] : [])),
  );
}
