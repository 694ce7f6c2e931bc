import { z } from 'zod';
import { domainModelSchema } from './domain-model-schema.ts';

/** JSON Schema, draft 2020-12, of `domain-model.yaml`, for editors; what it cannot say the loader checks. */
export function domainModelJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(domainModelSchema, { io: 'input' });
  return { $schema, $id: 'urn:covergrid:schema:domain-model:1', ...rest };
}
