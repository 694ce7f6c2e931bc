import { CovergridError } from '@covergrid/core';
import type { Clock } from './clock.ts';
import { SlidingWindow, type WindowEntry } from './sliding-window.ts';

/** What a provider allows, or a user wants; what is absent is not limited. */
export interface Limits {
  /** Calls at a time; default 8. */
  readonly concurrency?: number | undefined;
  readonly requests_per_second?: number | undefined;
  readonly requests_per_minute?: number | undefined;
  readonly tokens_per_minute?: number | undefined;
}

/** The place of one call among those that run. */
export interface Admission {
  /** Says how many tokens the call really took. */
  correct(tokens: number): void;
  /** Gives the place to the next. */
  release(): void;
}

/** Lets calls begin, in the order in which they ask, so that no limit is passed. */
export interface Limiter {
  /**
   * Resolves when a call that may take `tokens` can begin.
   *
   * @throws INTERRUPTED when the signal aborts first
   */
  admit(tokens: number, signal?: AbortSignal): Promise<Admission>;
  /** Lets nothing begin for so many milliseconds. */
  pause(ms: number): void;
}

/** A provider sees calls closer together than they were sent: windows are taken longer, and 97 % of a limit is used. */
const MARGIN = 1.03;
const SECOND_MS = 1000 * MARGIN;
const MINUTE_MS = 60_000 * MARGIN;
const DEFAULT_CONCURRENCY = 8;

interface Waiting {
  readonly tokens: number;
  readonly begin: (admission: Admission) => void;
}

/**
 * A limiter over sliding windows: in no second and no minute, wherever it begins, is more begun than its limit.
 * Tokens count as estimated until they are corrected; a call estimated above the whole limit runs when the window
 * is empty.
 */
export function openLimiter(limits: Limits, clock: Clock): Limiter {
  const {
    concurrency = DEFAULT_CONCURRENCY,
    requests_per_second,
    requests_per_minute,
    tokens_per_minute,
  } = limits;
  const requests = [
    ...(requests_per_second === undefined ? [] : [new SlidingWindow(requests_per_second, SECOND_MS)]),
    ...(requests_per_minute === undefined ? [] : [new SlidingWindow(requests_per_minute, MINUTE_MS)]),
  ];
  const tokenWindow =
    tokens_per_minute === undefined ? undefined : new SlidingWindow(tokens_per_minute, MINUTE_MS);
  const queue = new Set<Waiting>();
  let running = 0;
  let pausedUntil = 0;
  let alarm = new AbortController();

  const begin = (tokens: number, now: number): Admission => {
    running++;
    for (const window of requests) window.add(1, now);
    const entry: WindowEntry | undefined = tokenWindow?.add(tokens, now);
    let isRunning = true;
    return {
      correct: (actual) => {
        if (entry !== undefined) tokenWindow?.correct(entry, actual);
        pump();
      },
      release: () => {
        if (isRunning) running--;
        isRunning = false;
        pump();
      },
    };
  };

  /** Begins what may begin; where only time is missing, comes back when it has passed. */
  const pump = (): void => {
    alarm.abort();
    for (const waiting of queue) {
      if (running >= concurrency) return;
      const now = clock.now();
      const waits = requests.map((window) => window.waitFor(1, now));
      const wait = Math.max(pausedUntil - now, tokenWindow?.waitFor(waiting.tokens, now) ?? 0, ...waits);
      if (wait > 0) {
        alarm = new AbortController();
        void pumpAfter(wait, alarm.signal);
        return;
      }
      queue.delete(waiting);
      waiting.begin(begin(waiting.tokens, now));
    }
  };

  const pumpAfter = async (ms: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(ms, signal);
    if (!signal.aborted) pump();
  };

  return {
    admit: (tokens, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          queue.delete(waiting);
          reject(new CovergridError('INTERRUPTED', 'Stopped while waiting for the limits of the model.'));
          pump();
        };
        const waiting: Waiting = {
          tokens,
          begin: (admission) => {
            signal?.removeEventListener('abort', stop);
            resolve(admission);
          },
        };
        if (signal?.aborted) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        queue.add(waiting);
        pump();
      }),
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      pump();
    },
  };
}
