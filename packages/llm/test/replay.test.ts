import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatModel } from '../src/open-chat-model.ts';
import { openRecorder, recordingLineSchema } from '../src/recording.ts';
import { openModel, say } from './open-model.ts';
import { answer, fails, startProvider, type ProviderServer } from './provider-server.ts';

let file = '';
let provider: ProviderServer;
beforeEach(async () => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'covergrid-replay-')), 'calls.jsonl');
  let count = 0;
  provider = await startProvider([], (response, request, account) => {
    const isBad = request.body.messages[0]?.content === 'bad';
    (isBad ? fails(400) : answer({ content: `Answer ${count++}` }))(response, request, account);
  });
});
afterEach(async () => {
  await provider.close();
  rmSync(path.dirname(file), { recursive: true, force: true });
});

async function record(contents: readonly string[], config: Record<string, unknown> = {}): Promise<unknown[]> {
  const recorder = await openRecorder(file);
  const model = await openModel(provider.url, { recorder }, config);
  const replies: unknown[] = [];
  for (const content of contents) replies.push(await model.chat(say(content)));
  await recorder.close();
  return replies;
}

test('a recording gives the replies again, failures too, without a connection', async () => {
  const recorded = await record(['a', 'bad', 'b']);
  await provider.close();
  const model = await openChatModel(`replay:${file}`, { role: 'target' });
  const again = await Promise.all(['a', 'bad', 'b'].map((content) => model.chat(say(content))));
  expect(again).toEqual(recorded);
  expect(again.map(({ status }) => status)).toEqual(['ok', 'error', 'ok']);
  for (const line of readFileSync(file, 'utf8').trim().split('\n'))
    recordingLineSchema.parse(JSON.parse(line));
});

test('the same request gives its replies in their order, then the last again', async () => {
  await record(['a', 'a']);
  const model = await openChatModel({ provider: 'replay', file }, { role: 'target' });
  const texts: unknown[] = [];
  for (let n = 0; n < 3; n++) texts.push(((await model.chat(say('a'))) as { content: string }).content);
  expect(texts).toEqual(['Answer 0', 'Answer 1', 'Answer 1']);
});

test('a request that was not recorded is a named failure', async () => {
  await record(['a']);
  const model = await openChatModel(`replay:${file}`, { role: 'target' });
  expect(await model.chat(say('a', { params: { temperature: 1 } }))).toMatchObject({
    status: 'error',
    code: 'LLM_NOT_RECORDED',
    attempts: 0,
    message: expect.stringContaining('calls.jsonl has no reply'),
  });
});

test('of several models, one has to be named', async () => {
  await record(['a']);
  await record(['a'], { model: 'gpt-4o' });
  await expect(openChatModel(`replay:${file}`, { role: 'target' })).rejects.toMatchObject({
    code: 'LLM_RECORDING_UNUSABLE',
    message: expect.stringContaining('"gpt-4o-mini", "gpt-4o"'),
  });
  const model = await openChatModel({ provider: 'replay', file, model: 'gpt-4o' }, { role: 'target' });
  expect(await model.chat(say('a'))).toMatchObject({ content: 'Answer 1' });
});

test.each([
  ['no file', undefined, /no such file/],
  ['another file', '{"row":1}\n', /line 1 is no call/],
])('%s is no recording', async (_title, text, says) => {
  if (text !== undefined) writeFileSync(file, text);
  await expect(openChatModel(`replay:${file}`, { role: 'target' })).rejects.toMatchObject({
    code: 'LLM_RECORDING_UNUSABLE',
    message: expect.stringMatching(says),
  });
});

test('without a model, the failure says for what one is missing', async () => {
  const model = await openChatModel('none', { role: 'judge' });
  expect(await model.chat(say('a'))).toMatchObject({
    code: 'LLM_NOT_CONFIGURED',
    message: 'The judge needs a chat model, and the provider is "none".',
  });
});
