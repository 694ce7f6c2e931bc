import { z } from 'zod';

const rate = z.number().min(0).max(1_000_000);

const modelRateSchema = z.strictObject({
  input_per_million: rate.describe('Price of a million input tokens.'),
  output_per_million: rate.describe('Price of a million output tokens.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code such as USD')
    .describe('ISO 4217 code; amounts in different currencies are never added.'),
});

/** Schema of a rates file: what models cost, for the estimate of a coverage report. */
export const ratesSchema = z
  .strictObject({
    schema: z.literal('covergrid/rates@1'),
    date: z.iso.date().optional().describe('The day on which these prices were looked up.'),
    models: z
      .record(z.string().max(200).regex(/\S/, 'must not be blank'), modelRateSchema)
      .describe('Prices by model name.'),
  })
  .meta({ title: 'Covergrid rates', description: 'Prices of models per million tokens.' });

/** JSON Schema (draft 2020-12) of a rates file, for editors and validators. */
export function ratesJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(ratesSchema, { io: 'input' });
  return { $schema, $id: 'urn:covergrid:schema:rates:1', ...schema };
}

/** The content of a rates file. */
export type Rates = z.output<typeof ratesSchema>;
/** Prices of one model per million tokens, in one currency. */
export type ModelRate = Rates['models'][string];
