import { CovergridError } from '@covergrid/core';
import type { ChatAnswer, ChatReply } from './chat-reply.ts';
import type { ChatModel, ChatOptions } from './chat-model.ts';
import type { ReplyCache } from './reply-cache.ts';
import { requestHash, type RequestScope } from './request-hash.ts';

/** What {@link cached} needs beside the model. */
export interface CachedOptions {
  readonly cache: ReplyCache;
  readonly scope: RequestScope;
  /** Told of each answer from the cache; the ledger is kept by it. */
  readonly onHit?: ((answer: ChatAnswer, options: ChatOptions) => Promise<void>) | undefined;
  /** Told once where an answer cannot be kept; it is given all the same. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * A model that is asked the same only once: answers are kept, failures are not. Equal requests at the same time share
 * one call, so that a second run gives what the first gave; where that call fails, the next of them is made.
 */
export function cached(model: ChatModel, { cache, scope, onHit, onWarning }: CachedOptions): ChatModel {
  const running = new Map<string, Promise<unknown>>();
  let hasWarned = false;

  const ask = async (hash: string, ...call: Parameters<ChatModel['chat']>): Promise<ChatReply> => {
    const reply = await model.chat(...call);
    if (reply.status === 'error') return reply;
    await cache.set(hash, reply).catch((error: unknown) => {
      if (!hasWarned) onWarning?.(`An answer could not be kept in the cache. ${(error as Error).message}`);
      hasWarned = true;
    });
    return reply;
  };

  return {
    async chat(request, options = {}) {
      const hash = requestHash(scope, request);
      for (let other = running.get(hash); other !== undefined; other = running.get(hash)) {
        await unlessAborted(other, options.signal);
      }
      const turn = Promise.withResolvers<void>();
      running.set(hash, turn.promise);
      try {
        const hit = await cache.get(hash);
        if (hit === undefined || options.accept?.(hit) !== undefined)
          return await ask(hash, request, options);
        await onHit?.(hit, options);
        return { ...hit, cached: true };
      } finally {
        running.delete(hash);
        turn.resolve();
      }
    },
  };
}

async function unlessAborted(other: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await other;
    return;
  }
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(new CovergridError('INTERRUPTED', 'Stopped before it was asked.'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([other, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
