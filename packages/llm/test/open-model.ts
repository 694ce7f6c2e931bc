import { openChatModel, type ChatServices } from '../src/open-chat-model.ts';
import type { ChatModel } from '../src/chat-model.ts';
import type { ChatRequest } from '../src/chat-request.ts';

/** A model at a server of a test: no key, no waiting before retries. */
export async function openModel(
  base_url: string,
  services: Partial<ChatServices> = {},
  config: Record<string, unknown> = {},
): Promise<ChatModel> {
  return openChatModel(
    { provider: 'openai', model: 'gpt-4o-mini', base_url, retries: { base: 0.001 }, ...config },
    { role: 'target', ...services },
  );
}

/** A request that says this. */
export function say(content: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return { messages: [{ role: 'user', content }], ...more };
}
