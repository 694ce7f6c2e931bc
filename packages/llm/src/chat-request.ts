import { z } from 'zod';

const text = z.string();

const toolCallSchema = z.strictObject({
  id: text.min(1),
  name: text.min(1),
  /** As the model wrote it, valid or not. */
  arguments: text,
});

const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: text }),
  z.strictObject({ role: z.literal('user'), content: text }),
  z.strictObject({
    role: z.literal('assistant'),
    content: text,
    tool_calls: z.array(toolCallSchema).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: text.min(1), content: text }),
]);

const toolSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"'),
  description: text.default(''),
  parameters: z.record(z.string(), z.unknown()).describe('JSON Schema of the arguments, an object.'),
});

/** Schema of the parameters of sampling; a field that is absent is not sent. */
export const chatParamsSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().min(1).max(10_000_000).optional().describe('Most tokens of an answer.'),
  seed: z.int().optional().describe('Best effort of the provider: the same answer for the same request.'),
  stop: z.array(z.string().min(1)).max(4).optional().describe('Texts that end the answer.'),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
});

/** Schema of a {@link ChatRequest}. */
export const chatRequestSchema = z.strictObject({
  messages: z.array(messageSchema).min(1),
  tools: z.array(toolSchema).optional(),
  tool_choice: z
    .union([z.enum(['auto', 'none', 'required']), z.strictObject({ name: text })])
    .optional()
    .describe('Whether a tool may, must not or must be called; or the one that must.'),
  response_format: z
    .strictObject({
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
      schema: z.record(z.string(), z.unknown()),
      strict: z.boolean().optional(),
    })
    .optional()
    .describe('JSON Schema that the answer has to fit.'),
  params: chatParamsSchema.optional(),
  trial: z
    .int()
    .min(0)
    .optional()
    .describe('Tells repetitions of one request apart, in the cache and in recordings; it is not sent.'),
});

/**
 * What is asked of a model: messages, tools it may call, parameters, and optionally a JSON Schema for the answer.
 * Names are those of files.
 */
export type ChatRequest = z.input<typeof chatRequestSchema>;
/** One message of a request. */
export type ChatMessage = ChatRequest['messages'][number];
/** A tool that the model may call. */
export type ChatTool = NonNullable<ChatRequest['tools']>[number];
/** Parameters of sampling. */
export type ChatParams = z.infer<typeof chatParamsSchema>;
