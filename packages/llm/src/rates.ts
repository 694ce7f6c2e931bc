import { readFileSync } from 'node:fs';
import { parseConfig, readConfigFile, validateConfig } from '@covergrid/core/config';
import type { Cost, Usage } from './chat-reply.ts';
import { ratesSchema, type ModelRate, type Rates } from './rates-schema.ts';

/** The rates that come with the package: a few well-known models, each with the day and the source of its price. */
export function builtInRates(): Rates {
  const file = new URL('../data/rates.yaml', import.meta.url);
  return validateConfig(parseConfig(readFileSync(file, 'utf8'), 'rates.yaml'), ratesSchema);
}

/**
 * The built-in rates, and over them, model by model, those of a file.
 *
 * @throws the codes of `readConfigFile` and `validateConfig` of `@covergrid/core/config`
 */
export async function readRates(file?: string): Promise<Rates> {
  const builtIn = builtInRates();
  if (file === undefined) return builtIn;
  const own = validateConfig(await readConfigFile(file), ratesSchema);
  return { schema: 'covergrid/rates@1', models: { ...datedModels(builtIn), ...datedModels(own) } };
}

/** Models with the date and source of their file, where they have none of their own. */
function datedModels({ models, date, source }: Rates): Rates['models'] {
  const inherited = { ...(date !== undefined && { date }), ...(source !== undefined && { source }) };
  return Object.fromEntries(Object.entries(models).map(([name, rate]) => [name, { ...inherited, ...rate }]));
}

const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;

/**
 * The rate of a model, by its name or, for a dated snapshot such as `gpt-4o-2024-08-06`, by the name before the date.
 * Undefined where there is none: the price is then unknown, never 0.
 */
export function rateOf(model: string, { models, date, source }: Rates): NamedRate | undefined {
  const name = [model, model.replace(SNAPSHOT, '')].find((candidate) => Object.hasOwn(models, candidate));
  const rate = name === undefined ? undefined : models[name];
  return name === undefined || rate === undefined
    ? undefined
    : { name, rate, date: rate.date ?? date ?? null, source: rate.source ?? source ?? null };
}

/** A rate, and what is known of it. */
export interface NamedRate {
  /** The name under which it stands. */
  readonly name: string;
  readonly rate: ModelRate;
  readonly date: string | null;
  readonly source: string | null;
}

/**
 * What tokens cost: sent ones, those of them that the provider had cached, and answered ones, each at its own price.
 *
 * @example
 * const rate = rateOf('gpt-4o-mini', builtInRates())!;
 * costOf({ prompt: 2_000_000, completion: 0, total: 2_000_000, cached: 1_000_000 }, rate).amount; // => 0.225
 */
export function costOf({ prompt, completion, cached }: Usage, { name, rate, date, source }: NamedRate): Cost {
  const { input_per_million, cached_input_per_million = input_per_million, output_per_million } = rate;
  const total =
    (prompt - cached) * input_per_million +
    cached * cached_input_per_million +
    completion * output_per_million;
  // Prices have few decimals; what is beyond the twelfth is noise of floating point.
  const amount = Math.round(total * 1e6) / 1e12;
  return { amount, currency: rate.currency, rate: { model: name, date, source } };
}
