import { z } from 'zod';
import { exclusionsSchema } from './exclusions-schema.ts';
import { taxonomySchema } from './taxonomy-schema.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema of `taxonomy.yaml`, for editors; what it cannot say (ranges, references) the loaders check. */
export function taxonomyJsonSchema(): JsonSchema {
  return withId('urn:covergrid:schema:taxonomy:1', taxonomySchema);
}

/** JSON Schema of `exclusions.yaml`, for editors; what it cannot say (references) the loaders check. */
export function exclusionsJsonSchema(): JsonSchema {
  return withId('urn:covergrid:schema:exclusions:1', exclusionsSchema);
}

function withId(id: string, schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: id, ...rest };
}
