import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { builtInRates, costOf, rateOf, readRates } from './rates.ts';

test('every built-in rate has a date and a source', () => {
  const rates = builtInRates();
  const named = Object.keys(rates.models).map((model) => rateOf(model, rates));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((rate) => rate?.date == null || rate.source == null)).toEqual([]);
});

test('a dated snapshot has the rate of its model; a model that is not there has none', () => {
  const rates = builtInRates();
  expect(rateOf('gpt-4o-mini-2024-07-18', rates)?.name).toBe('gpt-4o-mini');
  expect(rateOf('gpt-4o-mini-tuned', rates)).toBeUndefined();
  expect(rateOf('constructor', rates)).toBeUndefined();
});

test('a file of the user comes over the built-in rates, model by model', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-rates-'));
  const file = path.join(directory, 'rates.yaml');
  writeFileSync(
    file,
    'schema: covergrid/rates@1\ndate: 2026-11-01\nmodels:\n' +
      '  gpt-4o: { input_per_million: 1, output_per_million: 2, currency: EUR }\n' +
      '  mine: { input_per_million: 0, output_per_million: 0, currency: EUR, date: 2026-11-02 }\n',
  );
  const rates = await readRates(file);
  expect(rateOf('gpt-4o', rates)).toMatchObject({
    rate: { input_per_million: 1 },
    date: '2026-11-01',
    source: null,
  });
  expect(rateOf('mine', rates)).toMatchObject({ date: '2026-11-02' });
  expect(rateOf('gpt-4o-mini', rates)).toMatchObject(rateOf('gpt-4o-mini', builtInRates()) ?? {});
  rmSync(directory, { recursive: true });
});

test('tokens that the provider had cached have their own price, else that of all', () => {
  const rate = (cached?: number): Parameters<typeof costOf>[1] => ({
    name: 'm',
    rate: {
      input_per_million: 2,
      output_per_million: 8,
      currency: 'USD',
      ...(cached !== undefined && { cached_input_per_million: cached }),
    },
    date: null,
    source: null,
  });
  const usage = { prompt: 1000, completion: 100, total: 1100, cached: 600 };
  expect(costOf(usage, rate()).amount).toBe(0.0028);
  expect(costOf(usage, rate(0.5)).amount).toBe(0.0019);
});
