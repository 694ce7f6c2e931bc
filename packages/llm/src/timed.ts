import { quoted } from '@covergrid/core';
import { chatFailure, type ChatReply } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';
import type { Clock } from './clock.ts';

/** What {@link timed} needs to know. */
export interface TimedOptions {
  /** The model, for messages. */
  readonly name: string;
  /** Most milliseconds of a call. */
  readonly attemptMs: number;
  readonly clock: Clock;
}

/** A model whose calls end after `attemptMs`, or what the caller has left, with LLM_TIMEOUT; it measures their latency. */
export function timed(model: ChatModel, { name, attemptMs, clock }: TimedOptions): ChatModel {
  return {
    async chat(request, options = {}) {
      const limitMs = Math.min(attemptMs, options.timeoutMs ?? Infinity);
      const started = clock.now();
      const timeout = new AbortController();
      const done = new AbortController();
      const watch = async (): Promise<void> => {
        await clock.sleep(limitMs, done.signal);
        if (!done.signal.aborted) timeout.abort();
      };
      void watch();
      const signals = options.signal === undefined ? [timeout.signal] : [options.signal, timeout.signal];
      let reply: ChatReply;
      try {
        reply = await model.chat(request, { ...options, signal: AbortSignal.any(signals) });
      } catch (error) {
        if (!timeout.signal.aborted || options.signal?.aborted) throw error;
        reply = chatFailure(
          'LLM_TIMEOUT',
          `The model ${quoted(name)} gave no answer within ${limitMs / 1000} s.`,
          {
            model: name,
          },
        );
      } finally {
        done.abort();
      }
      return { ...reply, latency_ms: clock.now() - started };
    },
  };
}
