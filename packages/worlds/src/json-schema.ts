import { isJsonObject, type Json } from '@covergrid/testdata';
import { z } from 'zod';

// By hand, since records are most of a line, and z.json() takes several times as long as reading them.

/** Schema of a JSON object, such as a record. */
export const recordSchema: z.ZodType<Record<string, Json>> = z
  .custom<Record<string, Json>>(isRecord, 'Invalid input: expected an object of JSON')
  .meta({ type: 'object' });

/** Schema of records by key. */
export const recordsSchema: z.ZodType<Record<string, Record<string, Json>>> = z
  .custom<Record<string, Record<string, Json>>>(
    (value) => isJsonObject(value) && Object.values(value).every(isRecord),
    'Invalid input: expected records',
  )
  .meta({ type: 'object', additionalProperties: { type: 'object' } });

function isRecord(value: unknown): boolean {
  return isJsonObject(value) && isJson(value);
}

function isJson(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    for (const item of Array.isArray(value) ? value : Object.values(value)) if (!isJson(item)) return false;
    return true;
  }
  return typeof value === 'number'
    ? Number.isFinite(value)
    : value === null || typeof value === 'string' || typeof value === 'boolean';
}
