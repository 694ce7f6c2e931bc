import type { ChatMessage, ChatRequest } from '../chat-request.ts';

/** What a server calls the limit of an answer: OpenAI's newer models know only the second. */
export type MaxTokensField = 'max_tokens' | 'max_completion_tokens';

/** The body of `POST /chat/completions` for a request. */
export function requestBody(
  model: string,
  { messages, tools, tool_choice, response_format, params }: ChatRequest,
  maxTokensField: MaxTokensField,
): Record<string, unknown> {
  const { max_tokens, ...rest } = params ?? {};
  return {
    model,
    messages: messages.map(messageBody),
    ...rest,
    ...(max_tokens !== undefined && { [maxTokensField]: max_tokens }),
    ...(tools !== undefined &&
      tools.length > 0 && { tools: tools.map((tool) => ({ type: 'function', function: tool })) }),
    ...(tool_choice !== undefined && {
      tool_choice:
        typeof tool_choice === 'string'
          ? tool_choice
          : { type: 'function', function: { name: tool_choice.name } },
    }),
    ...(response_format !== undefined && {
      response_format: { type: 'json_schema', json_schema: response_format },
    }),
  };
}

function messageBody(message: ChatMessage): Record<string, unknown> {
  if (message.role !== 'assistant' || message.tool_calls === undefined || message.tool_calls.length === 0) {
    return { ...message };
  }
  const { role, content, tool_calls } = message;
  return {
    role,
    content: content === '' ? null : content,
    tool_calls: tool_calls.map(({ id, name, arguments: text }) => ({
      id,
      type: 'function',
      function: { name, arguments: text },
    })),
  };
}
