import { expect, test } from 'vitest';
import { FakeClock } from '../test/fake-clock.ts';
import { openLimiter } from './limiter.ts';

test('calls begin in the order in which they asked', async () => {
  const clock = new FakeClock();
  const limiter = openLimiter({ tokens_per_minute: 100 }, clock);
  const begun: number[] = [];
  const asks = [90, 80, 5].map(async (tokens) => {
    (await limiter.admit(tokens)).release();
    begun.push(tokens);
  });
  await clock.run(Promise.all(asks));
  expect(begun).toEqual([90, 80, 5]);
});

test('a correction lets the next begin at once', async () => {
  const clock = new FakeClock();
  const limiter = openLimiter({ tokens_per_minute: 100 }, clock);
  const first = await limiter.admit(100);
  const second = limiter.admit(60);
  expect(await Promise.race([second, Promise.resolve('waits')])).toBe('waits');
  first.correct(40);
  await second;
  expect(clock.now()).toBe(new FakeClock().now());
});

test('a call above the whole limit runs alone', async () => {
  const clock = new FakeClock();
  const limiter = openLimiter({ tokens_per_minute: 100 }, clock);
  await limiter.admit(10);
  const start = clock.now();
  await clock.run(limiter.admit(500));
  expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
});

test('after a pause all wait', async () => {
  const clock = new FakeClock();
  const limiter = openLimiter({}, clock);
  const start = clock.now();
  limiter.pause(5000);
  await clock.run(Promise.all([limiter.admit(1), limiter.admit(1)]));
  expect(clock.now() - start).toBe(5000);
});

test('who waits is told to stop, and the others move up', async () => {
  const clock = new FakeClock();
  const limiter = openLimiter({ concurrency: 1 }, clock);
  const first = await limiter.admit(1);
  const stop = new AbortController();
  const second = limiter.admit(1, stop.signal);
  const third = limiter.admit(1);
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'INTERRUPTED' });
  first.release();
  first.release();
  await third;
});
