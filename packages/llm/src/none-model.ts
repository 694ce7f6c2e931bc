import { chatFailure } from './chat-reply.ts';
import type { ChatModel } from './chat-model.ts';

/** A model that is not there: every call fails with LLM_NOT_CONFIGURED, which says what could not be used. */
export function noneModel(use: string): ChatModel {
  return {
    chat: async () =>
      chatFailure('LLM_NOT_CONFIGURED', `${use} needs a chat model, and the provider is "none".`, {
        is_billable: false,
        attempts: 0,
      }),
  };
}
