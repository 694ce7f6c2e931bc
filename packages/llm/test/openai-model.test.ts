import { afterEach, expect, test, vi } from 'vitest';
import type { ChatRequest } from '../src/chat-request.ts';
import { openModel, say } from './open-model.ts';
import { answer, hangs, startProvider, type ProviderServer } from './provider-server.ts';

let provider: ProviderServer;
afterEach(async () => {
  vi.unstubAllEnvs();
  await provider.close();
});

const WHOLE: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Where is order 7?' },
    { role: 'assistant', content: '', tool_calls: [{ id: 'call_1', name: 'find', arguments: '{"id":7}' }] },
    { role: 'tool', tool_call_id: 'call_1', content: '{"status":"sent"}' },
  ],
  tools: [{ name: 'find', description: 'Finds.', parameters: { type: 'object', properties: {} } }],
  tool_choice: { name: 'find' },
  response_format: { name: 'reply', schema: { type: 'object' }, strict: true },
  params: { temperature: 0.5, top_p: 0.9, max_tokens: 50, seed: 3, stop: ['END'] },
  trial: 2,
};

test('a request is sent as the protocol has it; the trial is not', async () => {
  provider = await startProvider();
  await (await openModel(provider.url)).chat(WHOLE);
  expect(provider.requests[0]?.body).toEqual({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Where is order 7?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"id":7}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '{"status":"sent"}' },
    ],
    tools: [
      {
        type: 'function',
        function: { name: 'find', description: 'Finds.', parameters: { type: 'object', properties: {} } },
      },
    ],
    tool_choice: { type: 'function', function: { name: 'find' } },
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'reply', schema: { type: 'object' }, strict: true },
    },
    temperature: 0.5,
    top_p: 0.9,
    max_tokens: 50,
    seed: 3,
    stop: ['END'],
  });
});

test('parameters of the configuration hold where the request sets none', async () => {
  provider = await startProvider();
  const model = await openModel(provider.url, {}, { params: { temperature: 1, seed: 5 } });
  await model.chat(say('Hello?', { params: { temperature: 0 } }));
  expect(provider.requests[0]?.body).toMatchObject({ temperature: 0, seed: 5 });
});

test('a reply has its text, finish, tokens, model and request id', async () => {
  const usage = { prompt: 20, completion: 5, cached: 12 };
  provider = await startProvider([answer({ content: 'Sent.', model: 'gpt-4o-mini-2024-07-18', usage })]);
  expect(await (await openModel(provider.url)).chat(say('Hello?'))).toEqual({
    status: 'ok',
    content: 'Sent.',
    json: null,
    tool_calls: [],
    finish: 'stop',
    cached: false,
    model: 'gpt-4o-mini-2024-07-18',
    usage: { prompt: 20, completion: 5, total: 25, cached: 12 },
    request_id: 'req_1',
    attempts: 1,
    latency_ms: expect.any(Number),
    cost: {
      amount: 0.0000051,
      currency: 'USD',
      rate: {
        model: 'gpt-4o-mini',
        date: '2026-09-24',
        source: 'https://developers.openai.com/api/docs/pricing',
      },
    },
  });
});

test('tool calls have their arguments as text and parsed; ids and arguments that a server leaves out are made up', async () => {
  const tool_calls = [
    { id: 'call_9', name: 'find', arguments: '{"id": 7}' },
    { name: 'list', arguments: '' },
    { id: 'call_x', name: 'find', arguments: '[7]' },
  ];
  provider = await startProvider([answer({ content: null, tool_calls, finish: 'stop', usage: null })]);
  expect(await (await openModel(provider.url)).chat(say('Hello?'))).toMatchObject({
    finish: 'tool_calls',
    usage: null,
    cost: null,
    tool_calls: [
      { id: 'call_9', name: 'find', text: '{"id": 7}', arguments: { isValid: true, value: { id: 7 } } },
      { id: 'call_2', name: 'list', text: '', arguments: { isValid: true, value: {} } },
      { id: 'call_x', name: 'find', text: '[7]', arguments: { isValid: false, fault: 'it is no object' } },
    ],
  });
});

test('nothing is sent but what was configured: no header of the platform, none of the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
  vi.stubEnv('OPENAI_ORG_ID', 'org-from-the-environment');
  vi.stubEnv('OPENAI_PROJECT_ID', 'project-from-the-environment');
  vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Extra: from-the-environment');
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/from-the-environment');
  provider = await startProvider();
  await (await openModel(provider.url)).chat(say('Hello?'));
  const { headers } = provider.requests[0] ?? {};
  expect(JSON.stringify(headers)).not.toContain('from-the-environment');
  expect(Object.keys(headers ?? {}).filter((name) => /^x-|authorization|openai/.test(name))).toEqual([]);
});

test('key, organization and project go where they belong', async () => {
  provider = await startProvider();
  const config = { api_key_env: 'MY_KEY', organization: 'org-1', project: 'proj-1' };
  const environment = { MY_KEY: ' sk-mine-12345678\n' };
  await (await openModel(provider.url, { environment }, config)).chat(say('Hello?'));
  expect(provider.requests[0]?.headers).toMatchObject({
    authorization: 'Bearer sk-mine-12345678',
    'openai-organization': 'org-1',
    'openai-project': 'proj-1',
  });
});

test.each([
  ['is missing', undefined, 'not set'],
  ['is empty', ' ', 'empty'],
  ['no header can carry', 'sk-broken\nkey-1234', 'no header can carry'],
])('a key that %s is named by its variable before any call', async (_title, MY_KEY, says) => {
  provider = await startProvider();
  const opening = openModel(provider.url, { environment: { MY_KEY } }, { api_key_env: 'MY_KEY' });
  await expect(opening).rejects.toMatchObject({
    code: 'LLM_KEY_UNUSABLE',
    message: expect.stringMatching(new RegExp(`MY_KEY.*${says}`)),
  });
  await expect(opening).rejects.not.toThrow('sk-broken');
});

test('OpenAI itself wants its usual variable, and its own name for the limit of an answer', async () => {
  provider = await startProvider();
  await expect(openModel('https://api.openai.com/v1', { environment: {} })).rejects.toMatchObject({
    code: 'LLM_KEY_UNUSABLE',
    data: { variable: 'OPENAI_API_KEY' },
  });
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    sent.push(JSON.stringify([url, init?.body]));
    return new Response('{"choices":[]}');
  };
  const services = { environment: { OPENAI_API_KEY: 'sk-12345678' }, fetch };
  const model = await openModel('https://api.openai.com/v1', services, { retries: { most: 0 } });
  await model.chat(say('Hello?', { params: { max_tokens: 5 } }));
  expect(sent).toEqual([
    expect.stringMatching(
      /^\["https:\/\/api\.openai\.com\/v1\/chat\/completions",.*max_completion_tokens\\":5/,
    ),
  ]);
});

test('the signal ends a call at once, with INTERRUPTED', async () => {
  provider = await startProvider([], hangs);
  const stop = new AbortController();
  const call = (await openModel(provider.url)).chat(say('Hello?'), { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  const started = performance.now();
  await expect(call).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(performance.now() - started).toBeLessThan(10_000);
  const before = (await openModel(provider.url)).chat(say('Hello?'), { signal: stop.signal });
  await expect(before).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('a call that has ended leaves no timer behind', async () => {
  provider = await startProvider();
  const model = await openModel(provider.url, {}, { timeout: { attempt: 3600 } });
  await model.chat(say('Hello?'));
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(5);
});
