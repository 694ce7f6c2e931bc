import { z } from 'zod';
import { budgetSchema, chatModelSchema } from './chat-model-schema.ts';
import { ledgerRowSchema } from './ledger-row.ts';
import { ratesSchema } from './rates-schema.ts';
import { recordingLineSchema } from './recording.ts';

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const SCHEMAS = {
  'chat-model': chatModelSchema,
  budget: budgetSchema,
  rates: ratesSchema,
  'ledger-row': ledgerRowSchema,
  'recording-line': recordingLineSchema,
} as const;

/** A form of this package that has a JSON Schema; the files of `schemas/` are named after them. */
export type LlmSchemaName = keyof typeof SCHEMAS;

/** Every form of this package that has a JSON Schema. */
export const llmSchemaNames = Object.keys(SCHEMAS) as readonly LlmSchemaName[];

/** JSON Schema of a form of this package. */
export function llmJsonSchema(name: LlmSchemaName): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(SCHEMAS[name], { io: 'input' });
  return { $schema, $id: `urn:covergrid:schema:${name}:1`, ...rest };
}
