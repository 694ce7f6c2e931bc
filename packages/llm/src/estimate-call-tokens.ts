import type { ChatRequest } from './chat-request.ts';

/** English has about four bytes a token, code and other languages fewer: three is on the safe side of most. */
const BYTES_PER_TOKEN = 3;
const TOKENS_PER_MESSAGE = 8;
/** What an answer is taken to have where nothing limits it. */
const USUAL_COMPLETION = 512;

/** Tokens that a call will take at most, as far as can be told without the model's own tokenizer. */
export interface CallEstimate {
  readonly prompt: number;
  readonly completion: number;
}

/**
 * Estimates the tokens of a call: of the prompt by its bytes, of the answer by `max_tokens`, else 512. It is meant to
 * be too high rather than too low, by about a third for English text.
 *
 * @example
 * estimateCallTokens({ messages: [{ role: 'user', content: 'Where is my parcel?' }], params: { max_tokens: 100 } });
 * // => { prompt: 15, completion: 100 }
 */
export function estimateCallTokens({
  messages,
  tools = [],
  response_format,
  params,
}: ChatRequest): CallEstimate {
  const texts = [
    ...messages.flatMap((message) => [
      message.content,
      ...(message.role === 'assistant'
        ? (message.tool_calls ?? []).map((call) => call.name + call.arguments)
        : []),
    ]),
    ...[...tools, ...(response_format === undefined ? [] : [response_format])].map((part) =>
      JSON.stringify(part),
    ),
  ];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    prompt: Math.ceil(bytes / BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE * messages.length,
    completion: params?.max_tokens ?? USUAL_COMPLETION,
  };
}
