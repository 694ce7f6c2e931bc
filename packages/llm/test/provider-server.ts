import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A chat completions server of our own: faithful to the protocol, and faulty on demand. */
export interface ProviderServer {
  readonly url: string;
  /** Requests so far, as they came. */
  readonly requests: readonly SeenRequest[];
  /** Tokens of all answers that were sent whole, as the provider would bill them. */
  readonly billed: { prompt: number; completion: number; calls: number };
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: RequestBody;
}

/** How one request is answered. */
export type Behaviour = (response: ServerResponse, request: SeenRequest, server: Account) => void;

interface Account {
  bill(usage: { prompt: number; completion: number }): void;
}

/** The bodies that the protocol allows, as far as we use it: any other is answered with 400. */
const bodySchema = z.strictObject({
  model: z.string(),
  messages: z
    .array(
      z.discriminatedUnion('role', [
        z.strictObject({ role: z.literal('system'), content: z.string() }),
        z.strictObject({ role: z.literal('user'), content: z.string() }),
        z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
        z.strictObject({
          role: z.literal('assistant'),
          content: z.string().nullable(),
          tool_calls: z
            .array(
              z.strictObject({
                id: z.string(),
                type: z.literal('function'),
                function: z.strictObject({ name: z.string(), arguments: z.string() }),
              }),
            )
            .min(1)
            .optional(),
        }),
      ]),
    )
    .min(1),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  seed: z.number().optional(),
  stop: z.array(z.string()).optional(),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.looseObject({ type: z.literal('object') }),
        }),
      }),
    )
    .min(1)
    .optional(),
  tool_choice: z
    .union([
      z.enum(['auto', 'none', 'required']),
      z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) }),
    ])
    .optional(),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string(),
        schema: z.looseObject({}),
        strict: z.boolean().optional(),
      }),
    })
    .optional(),
});

type RequestBody = z.infer<typeof bodySchema>;

/** Starts a server that answers the n-th request by the n-th behaviour, and those after the last by `rest`. */
export async function startProvider(
  script: readonly Behaviour[] = [],
  rest: Behaviour = answer(),
): Promise<ProviderServer> {
  const requests: SeenRequest[] = [];
  const billed = { prompt: 0, completion: 0, calls: 0 };
  const account: Account = {
    bill: (usage) => {
      billed.prompt += usage.prompt;
      billed.completion += usage.completion;
      billed.calls++;
    },
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
        sendError(response, 404, { message: `Unknown request URL: ${request.method} ${request.url}` });
        return;
      }
      const body = bodySchema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      if (!body.success) {
        sendError(response, 400, { message: z.prettifyError(body.error), type: 'invalid_request_error' });
        return;
      }
      const seen = { headers: request.headers, body: body.data };
      const behaviour = script[requests.length] ?? rest;
      requests.push(seen);
      behaviour(response, seen, account);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    billed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What an answer may have besides its defaults. */
export interface AnswerParts {
  readonly content?: string | null;
  readonly refusal?: string;
  readonly tool_calls?: readonly { id?: string; name: string; arguments: string }[];
  readonly finish?: string;
  readonly model?: string;
  readonly usage?: { prompt: number; completion: number; cached?: number } | null;
}

/** The JSON of a completion. */
export function completion(parts: AnswerParts, body: RequestBody): Record<string, unknown> {
  const { content = 'Your parcel is on its way.', tool_calls, usage = usageOf(body) } = parts;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_780_000_000,
    model: parts.model ?? body.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          refusal: parts.refusal ?? null,
          ...(tool_calls && {
            tool_calls: tool_calls.map(({ id, name, arguments: text }) => ({
              ...(id !== undefined && { id }),
              type: 'function',
              function: { name, arguments: text },
            })),
          }),
        },
        finish_reason: parts.finish ?? (tool_calls ? 'tool_calls' : 'stop'),
      },
    ],
    ...(usage && {
      usage: {
        prompt_tokens: usage.prompt,
        completion_tokens: usage.completion,
        total_tokens: usage.prompt + usage.completion,
        prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
      },
    }),
  };
}

/** What the server counts where a test does not say: a token is four bytes of the messages. */
function usageOf({ messages }: RequestBody): NonNullable<AnswerParts['usage']> {
  return { prompt: Math.ceil(JSON.stringify(messages).length / 4), completion: 7 };
}

/** An answer in order. */
export function answer(parts: AnswerParts | ((request: SeenRequest) => AnswerParts) = {}): Behaviour {
  return (response, request, account) => {
    const given = typeof parts === 'function' ? parts(request) : parts;
    if (given.usage !== null) account.bill(given.usage ?? usageOf(request.body));
    send(response, 200, JSON.stringify(completion(given, request.body)));
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers });
  response.end(body);
}

function sendError(response: ServerResponse, status: number, error: Record<string, unknown>): void {
  send(response, status, JSON.stringify({ error }));
}

/** An error as the protocol has it; `words` may be made from the request. */
export function fails(
  status: number,
  error: Record<string, unknown> | ((request: SeenRequest) => Record<string, unknown>) = {
    message: 'No.',
  },
  headers: Record<string, string> = {},
): Behaviour {
  return (response, request) => {
    const body = typeof error === 'function' ? error(request) : error;
    send(response, status, JSON.stringify({ error: body }), headers);
  };
}

/** Any body at all. */
export function raw(body: string, headers: Record<string, string> = {}, status = 200): Behaviour {
  return (response) => send(response, status, body, headers);
}

/** Never answers. */
export const hangs: Behaviour = () => undefined;

/** Sends the head, and never the body. */
export const hangsInBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"choices":');
};

/** Resets the connection in the middle of a body of known length. */
export const resetsInBody: Behaviour = (response, { body }) => {
  const text = JSON.stringify(completion({}, body));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
  response.write(text.slice(0, 40), () => response.socket?.resetAndDestroy());
};

/** Ends half of a chunked stream. */
export const halfStream: Behaviour = (response, { body }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(JSON.stringify(completion({}, body)).slice(0, 60), () => response.socket?.end());
};

/** Streams for ever. */
export const endless: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const block = ' '.repeat(1024 * 1024);
  const more = (): void => {
    if (response.destroyed) return;
    response.write(block, (error) => {
      if (!error) setImmediate(more);
    });
  };
  more();
};
