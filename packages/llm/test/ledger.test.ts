import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBudget } from '../src/budget.ts';
import { systemClock } from '../src/clock.ts';
import { ledgerRowSchema } from '../src/ledger-row.ts';
import { openLedger } from '../src/ledger.ts';
import { builtInRates } from '../src/rates.ts';
import { FakeClock } from './fake-clock.ts';
import { openModel, say } from './open-model.ts';
import { answer, fails, halfStream, hangs, startProvider, type ProviderServer } from './provider-server.ts';

let directory = '';
let provider: ProviderServer;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'covergrid-ledger-'));
});
afterEach(async () => {
  await provider.close();
  rmSync(directory, { recursive: true, force: true });
});

const rates = builtInRates();

test("the sums are the provider's own, failed attempts and all", async () => {
  const usage = (request: {
    body: { messages: readonly unknown[] };
  }): { usage: { prompt: number; completion: number } } => ({
    usage: { prompt: JSON.stringify(request.body.messages).length, completion: 11 },
  });
  provider = await startProvider([fails(500), answer(usage), fails(429), fails(503)], answer(usage));
  const ledger = await openLedger();
  const target = await openModel(provider.url, { ledger });
  const judge = await openModel(provider.url, { ledger, role: 'judge' }, { model: 'gpt-4o' });
  const asked = Array.from({ length: 40 }, (_, n) =>
    (n % 4 === 0 ? judge : target).chat(say(`Question ${n}`)),
  );
  expect((await Promise.all(asked)).every(({ status }) => status === 'ok')).toBe(true);

  const { tokens, calls, failed_calls, cost, is_at_least, by_role } = ledger.totals();
  const { prompt, completion, calls: billedCalls } = provider.billed;
  expect(tokens).toEqual({ prompt, completion, cached: 0 });
  expect({ calls, failed_calls }).toEqual({ calls: provider.requests.length, failed_calls: 3 });
  expect(billedCalls).toBe(40);
  expect(is_at_least).toBe(false);
  expect(by_role.judge?.tokens.completion).toBe(10 * 11);
  expect(by_role.target?.tokens.completion).toBe(30 * 11);
  const priced = (role: 'judge' | 'target', input: number, output: number): number =>
    ((by_role[role]?.tokens.prompt ?? 0) * input + (by_role[role]?.tokens.completion ?? 0) * output) / 1e6;
  expect(cost['USD']).toBeCloseTo(priced('judge', 2.5, 10) + priced('target', 0.15, 0.6), 12);
});

test('a row says what was called, for whom, what it took and by which rate', async () => {
  provider = await startProvider([
    fails(500),
    answer({ usage: { prompt: 1000, completion: 100, cached: 400 } }),
  ]);
  const ledger = await openLedger();
  const model = await openModel(provider.url, { ledger, role: 'generator' });
  await model.chat(say('Hello?'), { subject: 'conv_1' });
  const common = {
    schema: 'covergrid/ledger@1',
    role: 'generator',
    provider: 'openai',
    model: 'gpt-4o-mini',
    subject: 'conv_1',
    cached: false,
    estimate: null,
    currency: 'USD',
    request_id: 'req_1',
  };
  expect(ledger.rows()).toMatchObject([
    { ...common, attempt: 1, tokens: null, cost: 0, error: 'LLM_SERVER_ERROR' },
    {
      ...common,
      attempt: 2,
      tokens: { prompt: 1000, completion: 100, cached: 400 },
      // 600 × 0.15 + 400 × 0.075 + 100 × 0.6, per million.
      cost: 0.00018,
      rate: { model: 'gpt-4o-mini', date: '2026-09-24' },
      error: null,
    },
  ]);
  expect(ledger.rows().map((row) => ledgerRowSchema.parse(row))).toEqual(ledger.rows());
});

test('what has no price, or no count, makes the total "at least", never free', async () => {
  provider = await startProvider([answer(), answer({ usage: null }), halfStream]);
  const ledger = await openLedger();
  await (await openModel(provider.url, { ledger }, { model: 'local-llama' })).chat(say('One'));
  expect(ledger.totals()).toMatchObject({ cost: {}, is_at_least: true });
  expect(ledger.rows()[0]).toMatchObject({ cost: null, currency: null, rate: null });
  const priced = await openModel(provider.url, { ledger }, { retries: { most: 0 } });
  await priced.chat(say('Two'));
  await priced.chat(say('Three'));
  expect(ledger.rows().slice(1)).toMatchObject([
    { tokens: null, cost: null, estimate: { prompt: 9, completion: 512 } },
    { tokens: null, cost: null, estimate: { prompt: 10, completion: 512 }, error: 'LLM_CONNECTION_LOST' },
  ]);
});

test('a call that is stopped on its way has a row too', async () => {
  provider = await startProvider([], hangs);
  const ledger = await openLedger();
  const call = (await openModel(provider.url, { ledger })).chat(say('Hello?'), {
    signal: AbortSignal.timeout(50),
  });
  await expect(call).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(ledger.rows()).toMatchObject([{ error: 'INTERRUPTED', cost: null }]);
});

test('the journal is read again; a torn line is dropped', async () => {
  provider = await startProvider();
  const file = path.join(directory, 'run', 'ledger.jsonl');
  const first = await openLedger(file);
  const model = await openModel(provider.url, { ledger: first });
  await Promise.all([1, 2, 3].map((n) => model.chat(say(`Question ${n}`))));
  await first.close();
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(3);
  appendFileSync(file, '{"schema":"covergrid/ledger@1","at":');
  const second = await openLedger(file);
  expect(second.totals()).toEqual(first.totals());
  await (await openModel(provider.url, { ledger: second })).chat(say('Question 4'));
  await second.close();
  const third = await openLedger(file);
  expect(third.totals().calls).toBe(4);
  await third.close();
});

test('a budget warns once at 80 %, stops before the next call, and goes on where it was', async () => {
  provider = await startProvider([], answer({ usage: { prompt: 80, completion: 20 } }));
  const warnings: string[] = [];
  const onWarning = (message: string): void => void warnings.push(message);
  const ledger = await openLedger();
  const open = async (tokens: number): ReturnType<typeof openModel> => {
    const budget = openBudget({ tokens }, { ledger, rates, clock: systemClock, onWarning });
    return openModel(provider.url, { ledger, budget });
  };
  const model = await open(1000);
  for (let n = 0; n < 8; n++) await model.chat(say(`Question ${n}`));
  expect(warnings).toEqual([]);
  await model.chat(say('Question 8'));
  await model.chat(say('Question 9'));
  expect(warnings).toEqual(['80 % of the budget is used: 800 of 1000 tokens.']);
  await expect(model.chat(say('Question 10'))).rejects.toMatchObject({
    code: 'LLM_BUDGET_REACHED',
    message: 'The budget is used up: 1000 of 1000 tokens.',
  });
  expect(provider.requests).toHaveLength(10);
  // A resumed run with the same budget is over at once; with a larger one it goes on.
  await expect((await open(1000)).chat(say('Question 10'))).rejects.toMatchObject({
    code: 'LLM_BUDGET_REACHED',
  });
  expect(await (await open(2000)).chat(say('Question 10'))).toMatchObject({ status: 'ok' });
});

test('calls that run when a budget is reached end; none begins after it', async () => {
  provider = await startProvider([], (response, request, account) => {
    setTimeout(() => answer({ usage: { prompt: 1_000_000, completion: 0 } })(response, request, account), 20);
  });
  const ledger = await openLedger();
  const budget = openBudget({ cost: 0.15 }, { ledger, rates, clock: systemClock });
  const model = await openModel(provider.url, { ledger, budget }, { limits: { concurrency: 4 } });
  const calls = await Promise.allSettled(
    Array.from({ length: 30 }, (_, n) => model.chat(say(`Question ${n}`))),
  );
  const done = calls.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBeGreaterThanOrEqual(1);
  expect(done).toBeLessThanOrEqual(4);
  expect(provider.requests).toHaveLength(done);
  expect(ledger.totals().calls).toBe(done);
});

test('a budget of calls is exact, whatever runs at a time; retries count', async () => {
  provider = await startProvider([fails(500)]);
  const ledger = await openLedger();
  const budget = openBudget({ calls: 5 }, { ledger, rates, clock: systemClock });
  const model = await openModel(provider.url, { ledger, budget });
  const calls = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => model.chat(say(`Question ${n}`))),
  );
  expect(provider.requests).toHaveLength(5);
  expect(calls.filter(({ status }) => status === 'fulfilled').length).toBe(4);
});

test('a budget of time ends by the clock', async () => {
  provider = await startProvider();
  const clock = new FakeClock();
  const ledger = await openLedger();
  const budget = openBudget({ time: 60 }, { ledger, rates, clock });
  const model = await openModel(provider.url, { ledger, budget });
  await model.chat(say('Question 1'));
  clock.advance(60_000);
  await expect(model.chat(say('Question 2'))).rejects.toMatchObject({
    code: 'LLM_BUDGET_REACHED',
    message: 'The budget is used up: 60 of 60 s.',
  });
});

test('a server that counts nothing cannot pass a budget: estimates are taken', async () => {
  provider = await startProvider([], answer({ usage: null }));
  const ledger = await openLedger();
  const budget = openBudget({ tokens: 1500 }, { ledger, rates, clock: systemClock });
  const model = await openModel(provider.url, { ledger, budget });
  for (let n = 0; n < 3; n++) await model.chat(say(`Question ${n}`));
  await expect(model.chat(say('Question 3'))).rejects.toMatchObject({ code: 'LLM_BUDGET_REACHED' });
});

test('a cost cannot be limited for a model without a price', async () => {
  provider = await startProvider();
  const ledger = await openLedger();
  const limit = (limits: Parameters<typeof openBudget>[0]): ReturnType<typeof openBudget> =>
    openBudget(limits, { ledger, rates, clock: systemClock });
  const open = async (budget: ReturnType<typeof openBudget>, model: string): ReturnType<typeof openModel> =>
    openModel(provider.url, { ledger, budget }, { model });
  await expect(open(limit({ cost: 1 }), 'local-llama')).rejects.toMatchObject({ code: 'LLM_UNPRICED' });
  await expect(open(limit({ cost: 1, currency: 'EUR' }), 'gpt-4o')).rejects.toMatchObject({
    code: 'LLM_UNPRICED',
  });
  await open(limit({ tokens: 1 }), 'local-llama');
});
