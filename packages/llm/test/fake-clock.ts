import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../src/clock.ts';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #sleeping: { until: number; wake: () => void }[] = [];
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: number[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve) => {
      const entry = { until: this.#now + ms, wake: resolve };
      if (ms <= 0 || signal?.aborted) return resolve();
      this.#sleeping.push(entry);
      signal?.addEventListener('abort', () => {
        this.#sleeping = this.#sleeping.filter((other) => other !== entry);
        resolve();
      });
    });
  }

  /** Goes on by so much, waking whoever sleeps no longer. */
  advance(ms: number): void {
    this.#now += ms;
    const awake = this.#sleeping.filter(({ until }) => until <= this.#now);
    this.#sleeping = this.#sleeping.filter(({ until }) => until > this.#now);
    for (const { wake } of awake) wake();
  }

  /** Goes on to the next that sleeps less than `withinMs`; false where there is none. */
  skip(withinMs = Infinity): boolean {
    const next = Math.min(...this.#sleeping.map(({ until }) => until));
    if (next - this.#now > withinMs) return false;
    if (!Number.isFinite(next)) return false;
    this.advance(next - this.#now);
    return true;
  }

  /** Runs work to its end, skipping every sleep up to `withinMs` as soon as nothing else is left to do. */
  async run<T>(work: Promise<T>, isBusy: () => boolean = () => false, withinMs = Infinity): Promise<T> {
    let isDone = false;
    const finished = work.finally(() => {
      isDone = true;
    });
    finished.catch(() => undefined);
    while (!isDone) {
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      if (!isBusy()) this.skip(withinMs);
    }
    return finished;
  }
}
