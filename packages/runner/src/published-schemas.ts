import { z } from 'zod';
import { runResultSchema } from './run-result.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema of a line of `results.jsonl`; the file `schemas/run-result.schema.json` holds it too. */
export function runResultJsonSchema(): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(runResultSchema, { io: 'input' });
  return { $schema, $id: 'urn:covergrid:schema:run-result:1', ...rest };
}
