import { setTimeout as wait } from 'node:timers/promises';

/** Time as an argument: limits, backoff, timeouts and the time budget ask nothing else. */
export interface Clock {
  /** Milliseconds since 1970, for dates and differences. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { ...(signal && { signal }) }).catch(() => undefined);
  },
};
