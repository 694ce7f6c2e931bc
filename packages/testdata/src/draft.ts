import type { Instant } from './instant.ts';
import { isJsonObject, member, type Json, type JsonObject } from './json.ts';
import { requireSmall } from './value-size.ts';

/**
 * The records of a small world at one moment: `now`, and one object per collection with its records by their keys.
 * Never changed in place; a later state shares what did not change.
 */
export interface State {
  readonly now: Instant;
  readonly [collection: string]: Json;
}

/** A record that an event made or changed. */
export interface Touched {
  readonly entity: string;
  readonly collection: string;
  readonly key: string;
  readonly isNew: boolean;
}

/** A state while one event changes it: copies what it changes, once, and shares the rest. */
export class Draft {
  readonly state: State & Record<string, Json>;
  readonly touched = new Map<string, Touched>();
  private readonly copied = new Map<string, Record<string, Json>>();

  constructor(state: State) {
    this.state = { ...state };
  }

  record(collection: string, key: string): JsonObject | undefined {
    const record = member(member(this.state, collection), key);
    return isJsonObject(record) ? record : undefined;
  }

  put(entity: { readonly id: string; readonly collection: string }, key: string, record: JsonObject): void {
    const { id, collection } = entity;
    for (const field of Object.keys(record)) {
      const value = record[field] ?? null;
      // Most are no objects, and need no path.
      if (typeof value === 'object') requireSmall(value, [id, 'fields', field]);
    }
    let records = this.copied.get(collection);
    if (records === undefined) {
      const before = this.state[collection];
      // Without a prototype it is a dictionary from the start, which suits keys that no two worlds share.
      records = Object.assign(Object.create(null) as Record<string, Json>, before);
      this.copied.set(collection, records);
      (this.state as Record<string, Json>)[collection] = records;
    }
    const name = `${collection} ${key}`;
    if (!this.touched.has(name))
      this.touched.set(name, { entity: id, collection, key, isNew: !Object.hasOwn(records, key) });
    records[key] = record;
  }
}
