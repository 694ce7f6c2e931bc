import { expect, test } from 'vitest';
import { FakeClock } from '../test/fake-clock.ts';
import { chatFailure, type ChatFailure, type ChatReply } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';
import { retried, type RetryOptions } from './retried.ts';

const OK: ChatReply = {
  status: 'ok',
  content: 'Fine.',
  json: null,
  tool_calls: [],
  finish: 'stop',
  cached: false,
  model: 'm',
  usage: null,
  request_id: null,
  attempts: 1,
  latency_ms: 100,
  cost: null,
};

const ask = { messages: [{ role: 'user' as const, content: 'Hello?' }] };

/** Asks once, of a model that gives these replies; tells the reply and what was waited. */
async function run(
  replies: readonly ChatReply[],
  options: Partial<RetryOptions> = {},
): Promise<{ reply: ChatReply; waits: number[]; left: (number | undefined)[] }> {
  const clock = new FakeClock();
  const left: (number | undefined)[] = [];
  const model: ChatModel = {
    chat: async (_request, { timeoutMs } = {}) => {
      left.push(timeoutMs);
      return replies[left.length - 1] ?? OK;
    },
  };
  const limits = { most: 6, baseMs: 500, maxWaitMs: 60_000, overallMs: 300_000, seed: 1, clock };
  const reply = await clock.run(retried(model, { ...limits, ...options }).chat(ask));
  return { reply, waits: clock.sleeps, left };
}

const down = chatFailure('LLM_SERVER_ERROR', 'Down.', { latency_ms: 100 });

test('waits double, and are 50 to 100 % of that', async () => {
  const { waits, reply } = await run([down, down, down, down]);
  expect(reply).toMatchObject({ status: 'ok', attempts: 5 });
  for (const [position, full] of [500, 1000, 2000, 4000].entries()) {
    expect(waits[position]).toBeGreaterThanOrEqual(full / 2);
    expect(waits[position]).toBeLessThanOrEqual(full);
  }
});

test('the same seed waits the same, another does not', async () => {
  const [first, same, other] = await Promise.all([
    run([down, down]),
    run([down, down]),
    run([down, down], { seed: 2 }),
  ]);
  expect(same.waits).toEqual(first.waits);
  expect(other.waits).not.toEqual(first.waits);
});

test('what the server asks for comes before the backoff', async () => {
  const { waits } = await run([chatFailure('LLM_RATE_LIMITED', 'Slow.', { retry_after_ms: 7000 })]);
  expect(waits[0]).toBeGreaterThanOrEqual(7000);
  expect(waits[0]).toBeLessThanOrEqual(7100);
});

test('a wait longer than the longest ends the call, and is named', async () => {
  const { reply, waits } = await run([
    chatFailure('LLM_RATE_LIMITED', 'Slow.', { retry_after_ms: 3_600_000 }),
  ]);
  expect(reply).toMatchObject({ code: 'LLM_RATE_LIMITED', attempts: 1 });
  expect((reply as ChatFailure).message).toMatch(/asks to wait 360\d s/);
  expect(waits).toEqual([]);
});

test('the time of all attempts and waits has an end', async () => {
  const slow = chatFailure('LLM_TIMEOUT', 'Slow.', { latency_ms: 60_000 });
  const { reply, left } = await run([slow, slow, slow], { overallMs: 90_000 });
  expect(reply).toMatchObject({ code: 'LLM_TIMEOUT', attempts: 2 });
  expect(left[0]).toBe(90_000);
  expect(left[1]).toBeLessThan(30_000);
});

test('each class has its own number of retries, and there is one for all', async () => {
  const slow = chatFailure('LLM_TIMEOUT', 'Slow.');
  expect((await run([slow, down, slow, down, slow])).reply).toMatchObject({
    code: 'LLM_TIMEOUT',
    attempts: 5,
  });
  expect((await run([slow, down, slow], { most: 1 })).reply).toMatchObject({
    code: 'LLM_SERVER_ERROR',
    attempts: 2,
  });
});
