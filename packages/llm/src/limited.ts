import type { ChatReply } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';
import { estimateCallTokens } from './estimate-call-tokens.ts';
import type { Limiter } from './limiter.ts';

/**
 * A model whose calls wait until a limiter lets them begin. An answer without `max_tokens` is taken to be as long as
 * the longest so far.
 *
 * @param longestPauseMs a server that asks to wait stops all calls for so long at most; one that asks for longer stops
 *   none, since they end with its fault
 */
export function limited(model: ChatModel, limiter: Limiter, longestPauseMs = 60_000): ChatModel {
  let longest = 0;
  return {
    async chat(request, options = {}) {
      const { prompt, completion } = estimateCallTokens(request);
      const estimate = prompt + (request.params?.max_tokens ?? Math.max(completion, longest));
      const admission = await limiter.admit(estimate, options.signal);
      try {
        const reply = await model.chat(request, options);
        const taken = tokensTaken(reply);
        if (taken !== null) admission.correct(taken);
        longest = Math.max(longest, reply.usage?.completion ?? 0);
        const pauseMs = reply.status === 'error' ? (reply.retry_after_ms ?? 0) : 0;
        if (pauseMs > 0 && pauseMs <= longestPauseMs) limiter.pause(pauseMs);
        return reply;
      } finally {
        admission.release();
      }
    },
  };
}

/** Null where the estimate stands: nobody counted, and the provider may have worked. */
function tokensTaken(reply: ChatReply): number | null {
  if (reply.usage !== null) return reply.usage.total;
  return reply.status === 'error' && !reply.is_billable ? 0 : null;
}
