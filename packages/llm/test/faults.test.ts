import { afterEach, describe, expect, test } from 'vitest';
import { ERROR_TABLE } from '@covergrid/core';
import type { AnswerFault } from '../src/chat-model.ts';
import type { ChatFailure } from '../src/chat-reply.ts';
import type { ChatRequest } from '../src/chat-request.ts';
import { systemClock, type Clock } from '../src/clock.ts';
import { FAULTS, type FaultCode } from '../src/fault-table.ts';
import { knownIds } from '../src/known-ids.ts';
import { openLedger } from '../src/ledger.ts';
import { openChatModel, type ChatServices } from '../src/open-chat-model.ts';
import {
  answer,
  completion,
  endless,
  fails,
  halfStream,
  hangs,
  hangsInBody,
  raw,
  resetsInBody,
  startProvider,
  type Behaviour,
  type ProviderServer,
} from './provider-server.ts';

const HELLO: ChatRequest = { messages: [{ role: 'user', content: 'Where is my parcel?' }] };

const WITH_TOOLS: ChatRequest = {
  ...HELLO,
  tools: [
    {
      name: 'find_order',
      description: 'Finds an order.',
      parameters: {
        type: 'object',
        properties: { order_id: { type: 'string' } },
        required: ['order_id'],
        additionalProperties: false,
      },
    },
  ],
};

const AS_JSON: ChatRequest = {
  ...HELLO,
  response_format: {
    name: 'verdict',
    schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
  },
};

const call = (text: string, name = 'find_order'): Behaviour =>
  answer({ content: null, tool_calls: [{ id: 'call_a', name, arguments: text }] });

/** Backoff takes no time; timeouts are as they are. */
const impatient: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    if (signal !== undefined) await systemClock.sleep(ms, signal);
  },
};

let provider: ProviderServer;
afterEach(() => provider.close());

interface Case {
  readonly title: string;
  readonly fault: Behaviour;
  readonly code: FaultCode;
  readonly says: RegExp;
  readonly request?: ChatRequest;
  readonly accept?: (() => AnswerFault | undefined) | ReturnType<typeof knownIds>;
}

const invented = knownIds(new Set(['ord_1']), /^ord_\d+$/);
const body = JSON.stringify(completion({}, { model: 'test-model', messages: [] }));

const CASES: Case[] = [
  { title: '429', fault: fails(429), code: 'LLM_RATE_LIMITED', says: /limits the rate.*It says: No\./ },
  { title: '500', fault: fails(500), code: 'LLM_SERVER_ERROR', says: /fails \(500\)/ },
  {
    title: '503 with a web page',
    fault: raw('<html>', { 'content-type': 'text/html' }, 503),
    code: 'LLM_SERVER_ERROR',
    says: /fails \(503\)/,
  },
  { title: 'hang', fault: hangs, code: 'LLM_TIMEOUT', says: /"test-model" gave no answer within 0\.5 s/ },
  { title: 'hang in the body', fault: hangsInBody, code: 'LLM_TIMEOUT', says: /no answer within/ },
  { title: 'reset in the body', fault: resetsInBody, code: 'LLM_CONNECTION_LOST', says: /broke off/ },
  { title: 'half a stream', fault: halfStream, code: 'LLM_CONNECTION_LOST', says: /broke off/ },
  {
    title: 'truncated JSON',
    fault: raw(body.slice(0, 90)),
    code: 'LLM_REPLY_MALFORMED',
    says: /no JSON, or breaks off/,
  },
  { title: 'empty body', fault: raw(''), code: 'LLM_REPLY_MALFORMED', says: /it is empty/ },
  {
    title: 'duplicate keys',
    fault: raw(`{"choices":[],${body.slice(1)}`),
    code: 'LLM_REPLY_MALFORMED',
    says: /names the key "choices" twice/,
  },
  {
    title: 'deep nesting',
    fault: raw('['.repeat(5000) + ']'.repeat(5000)),
    code: 'LLM_REPLY_MALFORMED',
    says: /nested deeper/,
  },
  {
    title: 'another protocol',
    fault: raw('{"choices":[{"text":"hi"}]}'),
    code: 'LLM_REPLY_MALFORMED',
    says: /"choices\.0\.message"/,
  },
  {
    title: 'empty choices',
    fault: raw('{"choices":[]}'),
    code: 'LLM_REPLY_EMPTY',
    says: /without an answer/,
  },
  {
    title: 'an answer that says nothing',
    fault: answer({ content: '' }),
    code: 'LLM_REPLY_EMPTY',
    says: /without an answer/,
  },
  { title: 'more than 10 MiB', fault: endless, code: 'LLM_REPLY_TOO_LARGE', says: /more than 10 MiB/ },
  {
    title: 'HTML',
    fault: raw('<!doctype html><p>Hi', { 'content-type': 'text/html' }),
    code: 'LLM_REPLY_HTML',
    says: /web page.*base_url/,
  },
  {
    title: 'redirect',
    fault: raw('', { location: 'http://127.0.0.1:1/v1?token=abc' }, 302),
    code: 'LLM_REDIRECTED',
    says: /redirects to http:\/\/127\.0\.0\.1:1\/v1, .*base_url/,
  },
  {
    title: 'redirect loop',
    fault: raw('', { location: '/v1/chat/completions' }, 307),
    code: 'LLM_REDIRECTED',
    says: /is not followed/,
  },
  {
    title: '400',
    fault: fails(400, { message: 'max_tokens is too large' }),
    code: 'LLM_REQUEST_REJECTED',
    says: /\(400\).*max_tokens is too large/,
  },
  { title: '401', fault: fails(401), code: 'LLM_KEY_REJECTED', says: /the key in TEST_KEY \(401\)/ },
  {
    title: '403',
    fault: fails(403),
    code: 'LLM_FORBIDDEN',
    says: /"test-model" with the key in TEST_KEY \(403\)/,
  },
  {
    title: '404',
    fault: fails(404),
    code: 'LLM_NOT_FOUND',
    says: /chat\/completions is not there, or has no model "test-model" \(404\)/,
  },
  {
    title: 'used-up quota',
    fault: fails(429, { code: 'insufficient_quota', message: 'Pay.' }),
    code: 'LLM_QUOTA_USED_UP',
    says: /quota of the key in TEST_KEY.*Pay\./,
  },
  {
    title: 'content filter, before',
    fault: fails(400, { code: 'content_filter' }),
    code: 'LLM_ANSWER_FILTERED',
    says: /content filter/,
  },
  {
    title: 'content filter, after',
    fault: answer({ content: 'We', finish: 'content_filter' }),
    code: 'LLM_ANSWER_FILTERED',
    says: /content filter/,
  },
  {
    title: 'refusal',
    fault: answer({ content: null, refusal: 'I cannot.' }),
    code: 'LLM_ANSWER_REFUSED',
    says: /refusal/,
  },
  {
    title: 'length stop',
    fault: answer({ content: 'Your par', finish: 'length' }),
    code: 'LLM_ANSWER_CUT',
    says: /limit of tokens/,
  },
  {
    title: 'wrong tool',
    fault: call('{}', 'delete_all'),
    code: 'LLM_ANSWER_WRONG_TOOL',
    says: /"delete_all", which is no tool/,
    request: WITH_TOOLS,
  },
  {
    title: 'no tool',
    fault: answer(),
    code: 'LLM_ANSWER_WRONG_TOOL',
    says: /calls no tool/,
    request: { ...WITH_TOOLS, tool_choice: 'required' },
  },
  {
    title: 'arguments that are no JSON',
    fault: call('{"order_id": '),
    code: 'LLM_ANSWER_ARGUMENTS',
    says: /no JSON/,
    request: WITH_TOOLS,
  },
  {
    title: 'invalid arguments',
    fault: call('{"order_id": 7}'),
    code: 'LLM_ANSWER_ARGUMENTS',
    says: /"order_id"/,
    request: WITH_TOOLS,
  },
  {
    title: 'extra arguments',
    fault: call('{"order_id": "ord_1", "force": true}'),
    code: 'LLM_ANSWER_ARGUMENTS',
    says: /force/,
    request: WITH_TOOLS,
  },
  {
    title: 'arguments with a key twice',
    fault: call('{"order_id": "a", "order_id": "b"}'),
    code: 'LLM_ANSWER_ARGUMENTS',
    says: /"order_id" twice/,
    request: WITH_TOOLS,
  },
  {
    title: 'invented id',
    fault: call('{"order_id": "ord_9"}'),
    code: 'LLM_ANSWER_INVENTED_ID',
    says: /"ord_9", which does not exist/,
    request: WITH_TOOLS,
    accept: invented,
  },
  {
    title: 'JSON that does not fit',
    fault: answer({ content: '{"ok": "yes"}' }),
    code: 'LLM_ANSWER_FORMAT',
    says: /"ok"/,
    request: AS_JSON,
  },
  {
    title: 'no JSON',
    fault: answer({ content: 'Sure!' }),
    code: 'LLM_ANSWER_FORMAT',
    says: /no JSON/,
    request: AS_JSON,
  },
];

/** A judge's model at the server; where a test waits for the timeout, it is short. */
async function open(services: Partial<ChatServices> = {}, attempt = 30): ReturnType<typeof openChatModel> {
  const config = {
    provider: 'openai',
    model: 'test-model',
    base_url: provider.url,
    api_key_env: 'TEST_KEY',
    timeout: { attempt },
  };
  const environment = { TEST_KEY: 'sk-test-1234567890' };
  return openChatModel(config, { role: 'judge', clock: impatient, environment, ...services });
}

describe.each(CASES)('$title', ({ fault, code, says, request = HELLO, accept }) => {
  const good =
    request === WITH_TOOLS || request.tool_choice !== undefined ? call('{"order_id": "ord_1"}') : undefined;
  const healthy = good ?? answer({ content: request === AS_JSON ? '{"ok": true}' : 'Fine.' });
  const retries: number = FAULTS[code].retries;
  const attempt = code === 'LLM_TIMEOUT' ? 0.5 : undefined;

  test(`is ${code}, after ${retries} retries`, async () => {
    provider = await startProvider([], fault);
    const ledger = await openLedger();
    const reply = (await (await open({ ledger }, attempt)).chat(request, { accept })) as ChatFailure;
    expect(reply).toMatchObject({
      status: 'error',
      code,
      attempts: retries + 1,
      hint: ERROR_TABLE[code].hint,
    });
    expect(reply.message).toMatch(says);
    expect(provider.requests).toHaveLength(retries + 1);
    expect(ledger.totals().calls).toBe(retries + 1);
  });

  if (retries === 0) return;

  test('that passes costs a retry', async () => {
    provider = await startProvider([fault], healthy);
    expect(await (await open({}, attempt)).chat(request, { accept })).toMatchObject({
      status: 'ok',
      attempts: 2,
    });
  });
});

test('every class of fault has a case', () => {
  const elsewhere = ['LLM_UNREACHABLE', 'LLM_NOT_CONFIGURED', 'LLM_NOT_RECORDED'];
  const covered = new Set([...CASES.map(({ code }) => code), ...elsewhere]);
  expect(Object.keys(FAULTS).filter((code) => !covered.has(code))).toEqual([]);
});

test.each<[string, string, RegExp]>([
  ['nothing listens', 'http://127.0.0.1:65535/v1', /nothing listens there\. Look at base_url/],
  ['a port of another protocol', 'http://127.0.0.1:25/v1', /port is one that is never called/],
  ['no such host', 'http://nowhere.invalid/v1', /(no such host|cannot be looked up)\. Look at base_url/],
])('%s: unreachable', async (_title, base_url, says) => {
  provider = await startProvider();
  const config = { provider: 'openai', model: 'test-model', base_url };
  const model = await openChatModel(config, { role: 'target', clock: impatient });
  const reply = (await model.chat(HELLO)) as ChatFailure;
  expect(reply).toMatchObject({ code: 'LLM_UNREACHABLE', scope: 'provider', attempts: 3 });
  expect(reply.message).toMatch(says);
});

test('one bad call costs one item: the others are answered', async () => {
  provider = await startProvider([], (response, request, account) => {
    const isBad = request.body.messages[0]?.content?.includes('bad') === true;
    (isBad ? fails(400) : answer())(response, request, account);
  });
  const model = await open();
  const replies = await Promise.all(
    ['a', 'bad', 'c'].map((content) => model.chat({ messages: [{ role: 'user', content }] })),
  );
  expect(replies.map(({ status }) => status)).toEqual(['ok', 'error', 'ok']);
});

test('what a target answers is not judged: a refusal, a cut, a wrong tool are its answers', async () => {
  provider = await startProvider([
    answer({ content: null, refusal: 'I cannot.' }),
    answer({ content: 'Your par', finish: 'length' }),
    call('{"x": ', 'delete_all'),
  ]);
  const model = await open({ role: 'target' });
  const ask = async (trial: number): Promise<unknown> => model.chat({ ...WITH_TOOLS, trial });
  expect(await ask(1)).toMatchObject({ status: 'ok', finish: 'refusal', content: 'I cannot.' });
  expect(await ask(2)).toMatchObject({ status: 'ok', finish: 'length', content: 'Your par' });
  expect(await ask(3)).toMatchObject({
    status: 'ok',
    finish: 'tool_calls',
    tool_calls: [{ name: 'delete_all', text: '{"x": ', arguments: { isValid: false } }],
  });
});

test.each([
  ['seconds', () => '1', 1000],
  ['a date', () => new Date(Date.now() + 2000).toUTCString(), 900],
])('retry-after in %s is waited for, by all calls', async (_form, header, leastMs) => {
  const limited429: Behaviour = (response, request, account) =>
    fails(429, {}, { 'retry-after': header() })(response, request, account);
  provider = await startProvider([limited429]);
  const model = await open();
  const started = performance.now();
  expect(await model.chat(HELLO)).toMatchObject({ status: 'ok', attempts: 2 });
  expect(performance.now() - started).toBeGreaterThanOrEqual(leastMs);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a server that asks to wait an hour holds no other call', async () => {
  provider = await startProvider([fails(429, {}, { 'retry-after': '3600' })]);
  const model = await open();
  expect(await model.chat(HELLO)).toMatchObject({ code: 'LLM_RATE_LIMITED', attempts: 1 });
  expect(await model.chat(HELLO)).toMatchObject({ status: 'ok' });
});
