import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateCosts, estimateTokens } from './estimate.ts';
import { ratesSchema } from '@covergrid/llm';

test('counts what sending conversations turn by turn counts', () => {
  const tokens = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 1, max: 12 }),
      tokens,
      tokens,
      tokens,
      (conversations, turns, system, customer, reply) => {
        let input = 0;
        let history = 0;
        for (let turn = 0; turn < turns; turn++) {
          history += customer;
          input += system + history;
          history += reply;
        }
        const estimate = estimateTokens(conversations, {
          averageTurns: turns,
          systemTokens: system,
          customerTokens: customer,
          replyTokens: reply,
        });
        expect(estimate.inputTokens).toBe(conversations * input);
        expect(estimate.outputTokens).toBe(conversations * turns * reply);
      },
    ),
  );
});

test('costs are by model, in order, each in its currency', () => {
  const rates = ratesSchema.parse({
    schema: 'covergrid/rates@1',
    models: {
      b: { input_per_million: 1, output_per_million: 2, currency: 'USD' },
      a: { input_per_million: 0, output_per_million: 0, currency: 'EUR' },
    },
  });
  const tokens = { ...estimateTokens(0), inputTokens: 2_000_000, outputTokens: 500_000 };
  expect(estimateCosts(tokens, rates).map(({ model, cost }) => [model, cost])).toEqual([
    ['a', 0],
    ['b', 3],
  ]);
});

test.each([
  { averageTurns: 0 },
  { averageTurns: Number.NaN },
  { systemTokens: -1 },
  { replyTokens: Infinity },
])('refuses %o', (options) => {
  expect(() => estimateTokens(1, options)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

test.each([
  { schema: 'covergrid/rates@2', models: {} },
  {
    schema: 'covergrid/rates@1',
    models: { a: { input_per_million: -1, output_per_million: 1, currency: 'USD' } },
  },
  {
    schema: 'covergrid/rates@1',
    models: { a: { input_per_million: 1, output_per_million: 1, currency: '$' } },
  },
  { schema: 'covergrid/rates@1', date: 'today', models: {} },
])('a rates file like %j is refused', (file) => {
  expect(ratesSchema.safeParse(file).success).toBe(false);
});
