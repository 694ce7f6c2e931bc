import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLedger } from '../src/ledger.ts';
import { openReplyCache } from '../src/reply-cache.ts';
import { openModel, say } from './open-model.ts';
import { answer, fails, hangs, startProvider, type ProviderServer } from './provider-server.ts';

let directory = '';
let provider: ProviderServer;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'covergrid-cache-'));
});
afterEach(async () => {
  await provider.close();
  rmSync(directory, { recursive: true, force: true });
});

let count = 0;
/** No two answers are the same. */
const varied = answer(() => ({ content: `Answer ${count++}` }));
const files = (): string[] =>
  globSync('**/*.json', { cwd: directory }).map((file) => path.join(directory, file));

test('a second run is free and gives the same', async () => {
  provider = await startProvider([], varied);
  const run = async (): Promise<{ replies: unknown[]; ledger: Awaited<ReturnType<typeof openLedger>> }> => {
    const ledger = await openLedger();
    const model = await openModel(provider.url, { cache: openReplyCache(directory), ledger });
    const asked = Array.from({ length: 30 }, (_, n) => model.chat(say(`Question ${n % 10}`)));
    return { replies: await Promise.all(asked), ledger };
  };
  const first = await run();
  expect(provider.requests).toHaveLength(10);
  const second = await run();
  expect(provider.requests).toHaveLength(10);
  const plain = (replies: unknown[]): unknown[] =>
    replies.map((reply) => ({ ...(reply as object), cached: null }));
  expect(plain(second.replies)).toEqual(plain(first.replies));
  expect(second.ledger.totals()).toMatchObject({ calls: 0, cached_calls: 30, cost: {}, is_at_least: false });
  expect(second.ledger.rows()[0]).toMatchObject({ cached: true, cost: 0, tokens: { completion: 7 } });
});

test('another model, server, parameter or trial is another request', async () => {
  provider = await startProvider([], varied);
  const cache = openReplyCache(directory);
  const model = await openModel(provider.url, { cache });
  const contents = await Promise.all([
    model.chat(say('Q')),
    model.chat(say('Q', { trial: 1 })),
    model.chat(say('Q', { params: { temperature: 0 } })),
    (await openModel(provider.url, { cache }, { model: 'gpt-4o' })).chat(say('Q')),
  ]);
  expect(new Set(contents.map((reply) => (reply.status === 'ok' ? reply.content : reply.code))).size).toBe(4);
  expect(provider.requests).toHaveLength(4);
  const sameServer = await openModel(`${provider.url}/`, { cache });
  expect(await sameServer.chat(say('Q'))).toMatchObject({ cached: true });
});

test('failures are not kept; of equal requests at a time, the next is made where one fails', async () => {
  provider = await startProvider([fails(400)], varied);
  const model = await openModel(provider.url, { cache: openReplyCache(directory) });
  const replies = await Promise.all([1, 2, 3].map(() => model.chat(say('Q'))));
  expect(replies.map(({ status }) => status)).toEqual(['error', 'ok', 'ok']);
  expect(provider.requests).toHaveLength(2);
});

test('who stops waiting for an equal request does not stop it', async () => {
  let release = (): void => undefined;
  provider = await startProvider([], (response, request, account) => {
    release = () => varied(response, request, account);
  });
  const model = await openModel(provider.url, { cache: openReplyCache(directory) });
  const first = model.chat(say('Q'));
  const stop = new AbortController();
  const second = model.chat(say('Q'), { signal: stop.signal });
  while (provider.requests.length === 0) await wait(5);
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'INTERRUPTED' });
  release();
  expect(await first).toMatchObject({ status: 'ok' });
});

test('a file that is torn, changed or foreign is dropped, and written anew', async () => {
  provider = await startProvider([], varied);
  const ask = async (): Promise<unknown> =>
    (await openModel(provider.url, { cache: openReplyCache(directory) })).chat(say('Q'));
  await ask();
  const [file = ''] = files();
  const whole = readFileSync(file, 'utf8');
  const damaged = [
    whole.slice(0, whole.length / 2),
    '',
    '[]',
    '{"schema":"other"}',
    whole.replace('Answer', 'Anwser'),
  ];
  for (const [position, text] of damaged.entries()) {
    writeFileSync(file, text);
    expect(await ask()).toMatchObject({ status: 'ok', cached: false });
    expect(provider.requests).toHaveLength(position + 2);
  }
  expect(await ask()).toMatchObject({ cached: true });
});

test('what a caller does not accept is asked again', async () => {
  provider = await startProvider([], answer({ content: 'Short.' }));
  const model = await openModel(provider.url, { cache: openReplyCache(directory), role: 'judge' });
  await model.chat(say('Q'));
  const accept = (): { code: 'LLM_ANSWER_FORMAT'; fault: string } => ({
    code: 'LLM_ANSWER_FORMAT',
    fault: 'is too short',
  });
  expect(await model.chat(say('Q'), { accept })).toMatchObject({ code: 'LLM_ANSWER_FORMAT' });
});

test('a cache that cannot be written costs a warning, not the answer', async () => {
  provider = await startProvider([], varied);
  const blocked = path.join(directory, 'file');
  writeFileSync(blocked, '');
  const warnings: string[] = [];
  const model = await openModel(provider.url, {
    cache: openReplyCache(blocked),
    onWarning: (text) => warnings.push(text),
  });
  expect(await model.chat(say('Q1'))).toMatchObject({ status: 'ok' });
  expect(await model.chat(say('Q2'))).toMatchObject({ status: 'ok' });
  expect(warnings).toEqual([expect.stringMatching(/could not be kept in the cache/)]);
});

test('many processes share a directory, and one is killed: no file is torn', async () => {
  provider = await startProvider([], varied);
  const script = `
    import { openChatModel, openReplyCache } from '@covergrid/llm';
    const [url, directory] = process.argv.slice(1);
    const services = { role: 'target', cache: openReplyCache(directory) };
    const model = await openChatModel({ provider: 'openai', model: 'm', base_url: url }, services);
    await Promise.all(Array.from({ length: 300 }, (_, n) =>
      model.chat({ messages: [{ role: 'user', content: 'Question ' + n }] })));
  `;
  const start = (): { child: ReturnType<typeof spawn>; ended: Promise<unknown> } => {
    const child = spawn(
      process.execPath,
      ['--conditions=@covergrid/source', '--input-type=module', '--eval', script, provider.url, directory],
      { cwd: import.meta.dirname, stdio: 'ignore' },
    );
    return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
  };
  const [first, second, killed] = [start(), start(), start()];
  while (files().length < 40) await wait(5);
  killed.child.kill('SIGKILL');
  expect(await Promise.all([first.ended, second.ended, killed.ended])).toEqual([0, 0, null]);
  const asked = provider.requests.length;
  const whole = start();
  expect(await whole.ended).toBe(0);
  expect(provider.requests.length).toBe(asked);
  expect(files().map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)).toHaveLength(300);
});

test('a hang is no reason to hold others', async () => {
  provider = await startProvider([hangs], varied);
  const model = await openModel(
    provider.url,
    { cache: openReplyCache(directory) },
    { timeout: { attempt: 0.1 }, retries: { most: 0 } },
  );
  const [slow, quick] = await Promise.all([model.chat(say('slow')), model.chat(say('quick'))]);
  expect([slow.status, quick.status].toSorted()).toEqual(['error', 'ok']);
});
