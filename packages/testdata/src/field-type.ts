import { z } from 'zod';
import { isInstant } from './instant.ts';
import { isJsonList, isJsonObject, type Json } from './json.ts';

/** What values of each type look like; in a model, `?` behind a type allows null too. */
const TYPES = {
  id: (value: Json) => typeof value === 'string' && value.length > 0 && value.length <= 200,
  text: (value: Json) => typeof value === 'string',
  money: (value: Json) => Number.isSafeInteger(value) && Number(value) >= 0,
  count: (value: Json) => Number.isSafeInteger(value) && Number(value) >= 0,
  number: (value: Json) => typeof value === 'number' && Number.isFinite(value),
  instant: isInstant,
  boolean: (value: Json) => typeof value === 'boolean',
  list: isJsonList,
  object: isJsonObject,
} satisfies Readonly<Record<string, (value: Json) => boolean>>;

type TypeName = keyof typeof TYPES;

const names = Object.keys(TYPES).flatMap((name) => [name as TypeName, `${name as TypeName}?` as const]);

/** Schema of the type of a field or argument: a name, or a list of the values allowed. */
export const fieldTypeSchema = z
  .union([z.enum(names), z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1)])
  .describe(
    'id, text, money (minor units, not negative), count, number, instant, boolean, list or object; with ? also null; or the values allowed.',
  );

/** The type of a field or argument. */
export type FieldType = z.output<typeof fieldTypeSchema>;

/** A test whether values are of a type. */
export function typeTest(type: FieldType): (value: Json) => boolean {
  if (typeof type !== 'string') return (value) => type.some((allowed) => allowed === value);
  if (!type.endsWith('?')) return TYPES[type as TypeName];
  const test = TYPES[type.slice(0, -1) as TypeName];
  return (value) => value === null || test(value);
}

/** True where null is of the type, so that an argument may be left out. */
export function isOptional(type: FieldType): boolean {
  return typeTest(type)(null);
}

/** A type in words, for messages. */
export function describeType(type: FieldType): string {
  if (typeof type === 'string') return type.endsWith('?') ? `${type.slice(0, -1)} or nothing` : type;
  return `one of ${type.map((value) => value ?? 'nothing').join(', ')}`;
}
