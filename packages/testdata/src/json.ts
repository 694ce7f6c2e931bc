/** What records, arguments and results are made of: plain JSON, never changed in place. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; only own properties count. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a JSON object, not for a list or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. */
export function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** An own property of an object or an element of a list (by its index from 0); null where there is none. */
export function member(value: Json, key: string | number): Json {
  if (typeof value !== 'object' || value === null) return null;
  if (isJsonList(value)) return value[Number(key)] ?? null;
  const found = value[key] ?? null;
  // What JSON objects inherit is functions and this one key; Object.hasOwn would cost a second search each time.
  return typeof found === 'function' || key === '__proto__' ? null : found;
}

/** True where two values are the same JSON; the order of an object's keys does not matter. */
export function equalJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (isJsonList(left) || isJsonList(right)) {
    if (!isJsonList(left) || !isJsonList(right) || left.length !== right.length) return false;
    return left.every((item, index) => equalJson(item, member(right, index)));
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equalJson(member(left, key), member(right, key)))
  );
}
