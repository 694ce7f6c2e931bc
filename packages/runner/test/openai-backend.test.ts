import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtInRates, openBudget, openLedger, systemClock } from '@covergrid/llm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createBackend, type Backend, type BackendServices } from '../src/index.ts';
import { commerceCases } from './commerce-cases.ts';
import { RunDirectory } from './run-directory.ts';
import { play, smallCase, smallCases } from './small-cases.ts';

interface Body {
  readonly messages: { readonly role: string; readonly content: string; readonly tool_calls?: unknown[] }[];
  readonly tools?: unknown[];
  readonly model: string;
}

const directory = new RunDirectory();
const requests: Body[] = [];
let server: Server;
let base_url = '';
let respond: (response: ServerResponse, body: Body) => void;

beforeAll(async () => {
  server = createServer((message, response) => {
    let text = '';
    message.on('data', (chunk: Buffer) => (text += chunk.toString()));
    message.on('end', () => {
      const body = JSON.parse(text) as Body;
      requests.push(body);
      respond(response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests.length = 0;
});

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

function answer(response: ServerResponse, message: object, finish_reason = 'stop'): void {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }];
  response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_1' });
  response.end(JSON.stringify({ model: 'gpt-4o-mini', choices, usage }));
}

function model(options: object = {}, services: Partial<BackendServices> = {}): Promise<Backend> {
  const name = 'openai:gpt-4o-mini';
  return createBackend({ name, options: { base_url, ...options } }, { services: { env: {}, ...services } });
}

test('a model is given policies, session, tools and turns, its calls are answered, and what it took is counted', async () => {
  const runCase = commerceCases.find(({ reference }) => reference!.golden.expected_actions.length > 0)!;
  const [action] = runCase.reference!.golden.expected_actions;
  respond = (response, { messages }) => {
    if (messages.at(-1)?.role === 'tool') {
      answer(response, { content: 'There it is.' });
      return;
    }
    const call = (id: string, text: string): object => ({
      id,
      type: 'function',
      function: { name: action!.tool, arguments: text },
    });
    const tool_calls = [call('a', JSON.stringify(action!.arguments)), call('b', '{"half":')];
    answer(response, { content: '', tool_calls }, 'tool_calls');
  };
  const played = await play(runCase, await model());
  const turns = runCase.turns.length;
  expect(played).toMatchObject({
    status: 'ok',
    attempts: 2 * turns,
    usage: { prompt_tokens: 20 * turns, completion_tokens: 10 * turns, total_tokens: 30 * turns },
    cost: { currency: 'USD' },
    trace_id: 'req_1',
  });
  const [exchange] = played.turns[0]!.exchanges;
  expect(exchange?.reply).toBe('There it is.');
  expect(exchange?.calls).toMatchObject([
    { tool: action!.tool, ok: true },
    { tool: action!.tool, ok: false, result: { error: 'invalid_call' } },
  ]);
  const [first, second] = requests;
  expect(first?.messages[0]?.content).toContain(runCase.view.system);
  expect(first?.messages[0]?.content).toContain(JSON.stringify(runCase.view.session));
  expect(first?.tools).toHaveLength(runCase.view.tools.length);
  expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'tool']);
  expect(JSON.stringify(requests)).not.toContain('final_outcome');
});

test('a refusal is no error, and a failure costs its case', async () => {
  respond = (response, { messages }) => {
    if (messages.at(-1)?.content === 'case-1') response.writeHead(400).end('{"error":{"message":"no"}}');
    else if (messages.at(-1)?.content === 'case-2')
      answer(response, { content: null, refusal: 'I will not.' });
    else answer(response, { content: 'Yes.' });
  };
  await directory.run('mixed', smallCases(4), await model());
  const results = directory.results('mixed');
  expect(results.map(({ status, error }) => error?.code ?? status)).toEqual([
    'ok',
    'LLM_REQUEST_REJECTED',
    'refused',
    'ok',
  ]);
  expect(results[1]).toMatchObject({ usage: null, cost: null, attempts: 1 });
  expect(results[0]?.backend).toBe('openai:gpt-4o-mini');
});

test('a model that hangs is given up in time', async () => {
  respond = () => undefined;
  const played = await play(smallCase('hang'), await model(), 200);
  expect(played).toMatchObject({ status: 'timeout', error: { code: 'BACKEND_TIMEOUT' } });
});

test('a shared budget stops the run, which can go on', async () => {
  respond = (response) => answer(response, { content: 'Yes.' });
  const ledger = await openLedger();
  const budget = openBudget({ calls: 3 }, { ledger, rates: builtInRates(), clock: systemClock });
  const backend = await model({}, { chat: { ledger, budget } });
  const first = await directory.run('budget', smallCases(6), backend, { concurrency: 1 });
  expect(first).toMatchObject({ done: 3, stopped: { code: 'LLM_BUDGET_REACHED' } });
  const last = await directory.run('budget', smallCases(6), await model());
  expect(last).toMatchObject({ done: 6, resumed: 3, stopped: undefined });
  expect(requests).toHaveLength(6);
});

test('options are held to the schema', async () => {
  await expect(model({ temperature: 1 })).rejects.toMatchObject({ code: 'BACKEND_OPTIONS' });
  await expect(model({ api_key_env: 'NOT_SET' })).rejects.toMatchObject({ code: 'LLM_KEY_UNUSABLE' });
});
