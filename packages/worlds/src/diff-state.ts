import { equalJson, isJsonObject, member, type Json, type JsonObject } from '@covergrid/testdata';
import { compareIds } from '@covergrid/core';
import type { StateDiff } from './records-schema.ts';

/**
 * What differs between two states: for each record the fields that do, before and after; sorted by collection and key.
 * The clock is no record. What both states share is not looked into.
 */
export function diffState(before: JsonObject, after: JsonObject): StateDiff {
  const differences: StateDiff = [];
  const collections = unionOfKeys(before, after).filter(
    (name) => member(before, name) !== member(after, name),
  );
  for (const collection of collections.toSorted(compareIds)) {
    const [old, fresh] = [recordsOf(before, collection), recordsOf(after, collection)];
    for (const key of unionOfKeys(old, fresh).toSorted(compareIds)) {
      const difference = diffRecord(member(old, key), member(fresh, key));
      if (difference !== undefined) differences.push({ collection, key, ...difference });
    }
  }
  return differences;
}

function diffRecord(before: Json, after: Json): Pick<StateDiff[number], 'before' | 'after'> | undefined {
  if (before === after) return undefined;
  const [old, fresh] = [objectOrNull(before), objectOrNull(after)];
  if (old === null || fresh === null) return { before: old, after: fresh };
  const fields = unionOfKeys(old, fresh)
    .filter((field) => !equalJson(member(old, field), member(fresh, field)))
    .toSorted(compareIds);
  return fields.length === 0 ? undefined : { before: only(old, fields), after: only(fresh, fields) };
}

function only(record: JsonObject, fields: readonly string[]): Record<string, Json> {
  return Object.fromEntries(fields.map((field) => [field, member(record, field)]));
}

function objectOrNull(value: Json): Record<string, Json> | null {
  return isJsonObject(value) ? value : null;
}

function recordsOf(state: JsonObject, collection: string): JsonObject {
  const records = member(state, collection);
  return isJsonObject(records) ? records : NONE;
}

const NONE: JsonObject = {};

function unionOfKeys(first: JsonObject, second: JsonObject): string[] {
  return [...Object.keys(first), ...Object.keys(second).filter((key) => !Object.hasOwn(first, key))];
}
