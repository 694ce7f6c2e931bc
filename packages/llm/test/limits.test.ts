import { afterEach, expect, test } from 'vitest';
import { seededRandom } from '@covergrid/core';
import type { ChatModel } from '../src/chat-model.ts';
import { limited } from '../src/limited.ts';
import { openLimiter, type Limits } from '../src/limiter.ts';
import { openaiModel } from '../src/openai/openai-model.ts';
import { FakeClock } from './fake-clock.ts';
import { answer, fails, startProvider, type ProviderServer } from './provider-server.ts';

let provider: ProviderServer;
afterEach(() => provider.close());

/** Most that a span has, wherever it begins; and all that came. */
function busiest(events: readonly { at: number; weight: number }[], spanMs: number): number {
  return Math.max(
    ...events.map(({ at }) =>
      events
        .filter((other) => other.at > at - spanMs && other.at <= at)
        .reduce((sum, { weight }) => sum + weight, 0),
    ),
  );
}

const CASES: { limits: Limits; limit: number; spanMs: number; weigh: 'calls' | 'tokens'; seconds: number }[] =
  [
    {
      limits: { concurrency: 50, requests_per_second: 40 },
      limit: 40,
      spanMs: 1000,
      weigh: 'calls',
      seconds: 30,
    },
    {
      limits: { concurrency: 50, requests_per_minute: 300 },
      limit: 300,
      spanMs: 60_000,
      weigh: 'calls',
      seconds: 300,
    },
    {
      limits: { concurrency: 20, tokens_per_minute: 60_000 },
      limit: 60_000,
      spanMs: 60_000,
      weigh: 'tokens',
      seconds: 300,
    },
  ];

// Real HTTP through the SDK; the server enforces its limit by the same clock, which skips what nobody waits for.
test.each(CASES)(
  '$limits: at least 95 % used, and never passed',
  async ({ limits, limit, spanMs, weigh, seconds }) => {
    const clock = new FakeClock();
    const random = seededRandom(7, 'limits');
    const began = clock.now();
    const end = began + seconds * 1000;
    const seen: { at: number; weight: number }[] = [];
    let refused = 0;
    provider = await startProvider([], (response, request, account) => {
      const usage = { prompt: 20, completion: random(40, 180) };
      const weight = weigh === 'calls' ? 1 : usage.prompt + usage.completion;
      const recent = seen
        .filter(({ at }) => at > clock.now() - spanMs)
        .reduce((sum, event) => sum + event.weight, 0);
      if (recent + weight > limit) {
        refused++;
        return fails(429)(response, request, account);
      }
      seen.push({ at: clock.now(), weight });
      answer({ usage })(response, request, account);
    });

    let inFlight = 0;
    const network: ChatModel = openaiModel({ model: 'test-model', baseUrl: provider.url });
    const delayed: ChatModel = {
      async chat(request, options) {
        // Calls overtake each other on their way, and take a while there.
        await clock.sleep(random(0, 20));
        inFlight++;
        const reply = await network.chat(request, options);
        inFlight--;
        await clock.sleep(random(300, 900));
        return reply;
      },
    };
    const model = limited(delayed, openLimiter(limits, clock));
    const worker = async (): Promise<void> => {
      while (clock.now() < end) {
        await model.chat({ messages: [{ role: 'user', content: 'Hello?' }], params: { max_tokens: 200 } });
      }
    };
    const workers = Array.from({ length: 60 }, worker);
    await clock.run(Promise.all(workers), () => inFlight > 0);

    const counted = seen.filter(({ at }) => at <= end);
    const used = (counted.reduce((sum, { weight }) => sum + weight, 0) / (limit * (seconds * 1000))) * spanMs;
    expect(refused).toBe(0);
    expect(busiest(seen, spanMs)).toBeLessThanOrEqual(limit);
    expect(used).toBeGreaterThanOrEqual(0.95);
  },
);

test('no more run at a time than may', async () => {
  let running = 0;
  let most = 0;
  provider = await startProvider([], (response, request, account) => {
    running++;
    most = Math.max(most, running);
    setTimeout(() => {
      running--;
      answer()(response, request, account);
    }, 10);
  });
  const { systemClock } = await import('../src/clock.ts');
  const model = limited(
    openaiModel({ model: 'test-model', baseUrl: provider.url }),
    openLimiter({ concurrency: 3 }, systemClock),
  );
  await Promise.all(
    Array.from({ length: 20 }, () => model.chat({ messages: [{ role: 'user', content: 'Hello?' }] })),
  );
  expect(most).toBe(3);
});
