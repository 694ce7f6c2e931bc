import { CovergridError, canonicalHash, seededRandom } from '@covergrid/core';
import type { ChatFailure, ChatReply } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';
import type { Clock } from './clock.ts';
import { FAULTS, type FaultCode } from './fault-table.ts';

/** How calls are tried again. */
export interface RetryOptions {
  /** Most retries of a call, whatever the faults; each class of fault has its own limit besides. */
  readonly most: number;
  /** Wait before the first retry, in milliseconds; it doubles with each, and is 50 to 100 % of that, by the seed. */
  readonly baseMs: number;
  /** Longest wait. Where the server asks for a longer one, the call ends. */
  readonly maxWaitMs: number;
  /** Most milliseconds of all attempts and waits together; waiting for limits is not in it. */
  readonly overallMs: number;
  readonly seed: number;
  readonly clock: Clock;
}

/**
 * A model that is asked again after a fault that may pass, by the table {@link FAULTS}, with exponential backoff or
 * after the time that the server names.
 */
export function retried(model: ChatModel, options: RetryOptions): ChatModel {
  const { most, overallMs, clock, seed } = options;
  return {
    async chat(request, callOptions = {}) {
      const random = seededRandom(seed, 'llm-backoff', canonicalHash(request));
      const met = new Map<FaultCode, number>();
      let spentMs = 0;
      for (let attempt = 1; ; attempt++) {
        const timeoutMs = overallMs - spentMs;
        const reply = await model.chat(request, { ...callOptions, attempt, timeoutMs });
        if (reply.status === 'ok') return { ...reply, attempts: attempt };
        spentMs += reply.latency_ms;
        const times = (met.get(reply.code) ?? 0) + 1;
        met.set(reply.code, times);
        const failure = { ...reply, attempts: attempt };
        if (times > FAULTS[reply.code].retries || attempt > most) return afterAttempts(failure);
        const waitMs = waitAfter(reply, attempt, random, options);
        if (waitMs > options.maxWaitMs) {
          return afterAttempts(failure, `it asks to wait ${Math.ceil(waitMs / 1000)} s`);
        }
        if (spentMs + waitMs >= overallMs) return afterAttempts(failure, 'the time for the call is over');
        await clock.sleep(waitMs, callOptions.signal);
        if (callOptions.signal?.aborted) {
          throw new CovergridError('INTERRUPTED', 'Stopped before the call was tried again.');
        }
        spentMs += waitMs;
      }
    },
  };
}

/** The server's own wait, a little spread so that not all come back at once; else the backoff. */
function waitAfter(
  { retry_after_ms }: ChatFailure,
  attempt: number,
  random: (from: number, to: number) => number,
  { baseMs, maxWaitMs }: RetryOptions,
): number {
  if (retry_after_ms !== null) return retry_after_ms + random(0, 100);
  const full = Math.min(maxWaitMs, baseMs * 2 ** (attempt - 1));
  return Math.round((full * random(50, 100)) / 100);
}

function afterAttempts(failure: ChatFailure, reason?: string): ChatReply {
  const notes = [failure.attempts > 1 ? `after ${failure.attempts} attempts` : undefined, reason];
  const note = notes.filter((part) => part !== undefined).join('; ');
  return note === '' ? failure : { ...failure, message: `${failure.message} (Gave up ${note}.)` };
}
