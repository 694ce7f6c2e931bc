import { z } from 'zod';

const rate = z.number().min(0).max(1_000_000);

const date = z.iso.date().optional();
const source = z.string().max(300).optional();

const modelRateSchema = z.strictObject({
  input_per_million: rate.describe('Price of a million input tokens.'),
  cached_input_per_million: rate
    .optional()
    .describe('Price of a million input tokens that the provider had cached. Default: that of other input.'),
  output_per_million: rate.describe('Price of a million output tokens.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code such as USD')
    .describe('ISO 4217 code; amounts in different currencies are never added.'),
  date: date.describe('The day on which this price was looked up. Default: that of the file.'),
  source: source.describe('Where it was looked up. Default: that of the file.'),
});

/** Schema of a rates file: what models cost, for estimates and for the ledger. */
export const ratesSchema = z
  .strictObject({
    schema: z.literal('covergrid/rates@1'),
    date: date.describe('The day on which these prices were looked up.'),
    source: source.describe('Where these prices were looked up.'),
    models: z
      .record(z.string().max(200).regex(/\S/, 'must not be blank'), modelRateSchema)
      .describe('Prices by model name.'),
  })
  .meta({ title: 'Covergrid rates', description: 'Prices of models per million tokens.' });

/** The content of a rates file. */
export type Rates = z.output<typeof ratesSchema>;
/** Prices of one model per million tokens, in one currency. */
export type ModelRate = Rates['models'][string];
