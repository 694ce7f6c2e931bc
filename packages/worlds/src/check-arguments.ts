import { isJsonObject, type Json } from '@covergrid/testdata';
import type { ParameterSchema } from './tool-schema.ts';

/** Why arguments are not what a tool declares, as a sentence; undefined where they are. */
export function argumentObjection(
  value: Json,
  schema: ParameterSchema,
  name = 'The arguments',
): string | undefined {
  switch (schema.type) {
    case 'string':
      if (typeof value !== 'string') return `${name} must be text.`;
      return schema.enum === undefined || schema.enum.includes(value)
        ? undefined
        : `${name} must be one of ${schema.enum.join(', ')}.`;
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || (schema.type === 'integer' && !Number.isInteger(value)))
        return `${name} must be ${schema.type === 'integer' ? 'a whole number' : 'a number'}.`;
      if (value < (schema.minimum ?? value)) return `${name} must be at least ${schema.minimum}.`;
      return value > (schema.maximum ?? value) ? `${name} must be at most ${schema.maximum}.` : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${name} must be true or false.`;
    case 'array':
      if (!Array.isArray(value)) return `${name} must be a list.`;
      if (value.length < (schema.minItems ?? 0))
        return `${name} must have at least ${schema.minItems} entries.`;
      return firstObjection(value.map((item: Json, index) => [item, schema.items, `${name}[${index}]`]));
    case 'object': {
      if (!isJsonObject(value)) return `${name} must be an object.`;
      const missing = schema.required?.find((key) => !Object.hasOwn(value, key));
      if (missing !== undefined) return `${name} must have ${missing}.`;
      const unknown = Object.keys(value).find((key) => !Object.hasOwn(schema.properties, key));
      if (unknown !== undefined) return `${name} must not have ${unknown}.`;
      return firstObjection(
        Object.entries(schema.properties).flatMap(([key, of]) =>
          Object.hasOwn(value, key) ? [[value[key] ?? null, of, key] as const] : [],
        ),
      );
    }
  }
}

function firstObjection(
  parts: readonly (readonly [value: Json, schema: ParameterSchema, name: string])[],
): string | undefined {
  for (const [value, schema, name] of parts) {
    const objection = argumentObjection(value, schema, name);
    if (objection !== undefined) return objection;
  }
  return undefined;
}
