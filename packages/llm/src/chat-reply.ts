import { ERROR_TABLE } from '@covergrid/core';
import { z } from 'zod';
import { FAULTS, type FaultCode } from './fault-table.ts';

const count = z.int().min(0);

/** Schema of {@link Usage}. */
export const usageSchema = z.strictObject({
  prompt: count.describe('Tokens sent, those that the provider had cached among them.'),
  completion: count.describe('Tokens answered, those of reasoning among them.'),
  total: count,
  cached: count.describe('Tokens sent that the provider had cached.'),
});

/** Tokens of one call, as the server counted them. */
export type Usage = z.infer<typeof usageSchema>;

const parsedSchema = z.discriminatedUnion('isValid', [
  z.strictObject({ isValid: z.literal(true), value: z.unknown() }),
  z.strictObject({ isValid: z.literal(false), fault: z.string() }),
]);

const toolCallSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  text: z.string().describe('The arguments as the model wrote them.'),
  arguments: parsedSchema.describe('The arguments parsed, or why they do not parse.'),
});

/** A tool that a model called: its arguments as text, and parsed or why they do not parse. */
export type ToolCall = z.infer<typeof toolCallSchema>;

const costSchema = z.strictObject({
  amount: z.number().min(0),
  currency: z.string(),
  rate: z.strictObject({
    model: z.string().describe('The name under which the rate stands in its table.'),
    date: z.string().nullable(),
    source: z.string().nullable(),
  }),
});

/** What one call cost, and by which rate. */
export type Cost = z.infer<typeof costSchema>;

const outcome = {
  model: z.string().describe('The model that the server says it was, else the one asked for.'),
  usage: usageSchema.nullable().describe('Null where the server counts no tokens.'),
  request_id: z.string().nullable(),
  attempts: count.describe('Calls of the provider that it took, the last one among them.'),
  latency_ms: z.number().min(0).describe('Of the last attempt; waiting for a limit is not in it.'),
  cost: costSchema.nullable().default(null).describe('Of the last attempt; null where it is not known.'),
};

/** Schema of {@link ChatReply}: what the cache and recordings hold. */
export const chatReplySchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('ok'),
    content: z.string(),
    json: parsedSchema.nullable().describe('The content parsed, where the request has a `response_format`.'),
    tool_calls: z.array(toolCallSchema),
    finish: z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'refusal']),
    cached: z.boolean().describe('True for an answer from our own cache: it cost nothing.'),
    ...outcome,
  }),
  z.strictObject({
    status: z.literal('error'),
    code: z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]),
    message: z.string(),
    hint: z.string(),
    scope: z.enum(['call', 'provider']).describe('`provider` where every other call will meet it too.'),
    http_status: z.int().nullable(),
    retry_after_ms: z.number().min(0).nullable(),
    is_billable: z.boolean().describe('False where the provider refused before it answered.'),
    ...outcome,
  }),
]);

/** An answer of a model, or why there is none: a value, so that one bad call costs one item. */
export type ChatReply = z.infer<typeof chatReplySchema>;
/** An answer. */
export type ChatAnswer = Extract<ChatReply, { status: 'ok' }>;
/** Why there is no answer. */
export type ChatFailure = Extract<ChatReply, { status: 'error' }>;

/** A failure of one attempt; what is not known of it has a default that claims nothing. */
export function chatFailure(
  code: FaultCode,
  message: string,
  known: Partial<Omit<ChatFailure, 'status' | 'code' | 'message' | 'scope'>> = {},
): ChatFailure {
  return {
    status: 'error',
    code,
    message,
    hint: ERROR_TABLE[code].hint,
    scope: FAULTS[code].scope,
    http_status: null,
    retry_after_ms: null,
    is_billable: true,
    model: '',
    usage: null,
    request_id: null,
    attempts: 1,
    latency_ms: 0,
    cost: null,
    ...known,
  };
}
