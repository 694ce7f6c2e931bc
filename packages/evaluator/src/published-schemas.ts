import { z } from 'zod';
import { mutationReportSchema } from './mutate-schema.ts';
import { scoreSchema } from './score.ts';
import { summarySchema } from './summary-schema.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const SCHEMAS = {
  score: scoreSchema,
  summary: summarySchema,
  'mutation-report': mutationReportSchema,
} as const;

/** Names of the published schemas; the files are `schemas/<name>.schema.json`. */
export const evaluatorSchemaNames = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

/** JSON Schema of a line of `scores.jsonl`, of `summary.json`, or of what `mutateDataset` gives. */
export function evaluatorJsonSchema(name: keyof typeof SCHEMAS): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(SCHEMAS[name], { io: 'input' });
  return { $schema, $id: `urn:covergrid:schema:${name}:1`, ...rest };
}
