import { CovergridError, isCovergridError, printable } from '@covergrid/core';
import { isJsonList, isJsonObject, type Json } from '@covergrid/testdata';
import { z } from 'zod';
import type { AgentSession, AgentStep, BackendPlugin, SessionContext } from '../backend.ts';
import type { CaseView } from '../run-case.ts';
import { jsonSchema } from '../run-result.ts';
import { compileBody } from './body-template.ts';
import { expandEnv, redact } from './expand-env.ts';
import { atPath, parseJsonPath, type JsonPath } from './json-path.ts';
import { sendRequest } from './send-request.ts';

const pathSchema = z.string().describe('Such as choices[0].message.content.');

const optionsSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('Values may name environment variables: ${NAME}.'),
  body: jsonSchema
    .default({ message: '{{message}}', session_id: '{{session_id}}' })
    .describe('JSON with {{message}}, {{messages}}, {{session}}, {{session_id}}, {{system}}, {{tools}}.'),
  reply: pathSchema.describe('Where the words of the answer are.').default('reply'),
  calls: z
    .strictObject({
      path: pathSchema,
      tool: pathSchema.default('tool'),
      arguments: pathSchema.default('arguments'),
    })
    .optional()
    .describe(
      'Where the answer reports calls that the agent made: a list, and in each entry the tool and arguments.',
    ),
  outcome: pathSchema.optional().describe('Where the answer states what was decided: an object.'),
  session: pathSchema.optional().describe('Where the answer names its session, which later requests send.'),
  retries: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe('After 408, 425, 429, 5xx and lost connections.'),
});

type Options = z.output<typeof optionsSchema>;

interface Agent extends Pick<Options, 'method' | 'retries'> {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly body: ReturnType<typeof compileBody>;
  readonly reply: JsonPath;
  readonly calls:
    | { readonly path: JsonPath; readonly tool: JsonPath; readonly arguments: JsonPath }
    | undefined;
  readonly outcome: JsonPath | undefined;
  readonly session: JsonPath | undefined;
}

/** An agent behind a URL: a request for each turn of the customer. It makes its own calls, and may report them. */
export const httpBackend: BackendPlugin<Options> = {
  name: 'http',
  apiVersion: 1,
  options: optionsSchema,
  create: (options, { env }) => {
    const { texts, secrets } = expandEnv(options.headers, env);
    const path = (text: string | undefined): JsonPath | undefined =>
      text === undefined ? undefined : parseJsonPath(text);
    const agent: Agent = {
      ...options,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...lowerCase(texts) },
      secrets,
      body: compileBody(options.body),
      reply: parseJsonPath(options.reply),
      calls: options.calls && {
        path: parseJsonPath(options.calls.path),
        tool: parseJsonPath(options.calls.tool),
        arguments: parseJsonPath(options.calls.arguments),
      },
      outcome: path(options.outcome),
      session: path(options.session),
    };
    const { host } = new URL(options.url);
    return { id: `http:${host}`, open: (view, context) => openSession(agent, view, context) };
  },
};

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function openSession(
  agent: Agent,
  { system, tools, session }: CaseView,
  context: SessionContext,
): AgentSession {
  const messages: Json[] = [];
  let sessionId: Json = context.sessionId;
  return {
    next: async (input, { signal }) => {
      if (input.kind !== 'user') throw new Error('It is asked for words only.');
      messages.push({ role: 'user', content: input.text });
      const body = agent.body({
        message: input.text,
        messages: [...messages],
        session,
        session_id: sessionId,
        system,
        tools: tools as unknown as Json,
      });
      const { answer, attempts } = await request(agent, body, signal);
      const step = stepOf(agent, answer);
      messages.push({ role: 'assistant', content: step.text });
      const named = agent.session === undefined ? null : atPath(answer, agent.session);
      if (named !== null) sessionId = named;
      return { ...step, attempts };
    },
  };
}

async function request(
  { url, method, headers, retries, secrets }: Agent,
  body: Json,
  signal: AbortSignal,
): Promise<{ readonly answer: Json; readonly attempts: number }> {
  try {
    const sent = await sendRequest({ url, method, headers, retries, body: JSON.stringify(body) }, signal);
    return { answer: parseAnswer(redact(sent.text, secrets), sent.isHtml), attempts: sent.attempts };
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    // What a server echoes must not bring a key into the results.
    throw new CovergridError(error.code, redact(error.message, secrets), { data: error.data });
  }
}

function parseAnswer(text: string, isHtml: boolean): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const what = isHtml || /^\s*<(?:!doctype|html)/i.test(text) ? 'an HTML page' : 'what is no JSON';
    throw new CovergridError(
      'BACKEND_BAD_ANSWER',
      `The agent answered with ${what}: ${printable(text.trim(), 120)}`,
    );
  }
}

type Reply = Extract<AgentStep, { kind: 'reply' }>;

function stepOf({ reply, calls, outcome }: Agent, answer: Json): Reply {
  const text = atPath(answer, reply);
  if (typeof text !== 'string') {
    const shown = printable(JSON.stringify(answer), 120);
    throw new CovergridError(
      'BACKEND_BAD_ANSWER',
      `There is no text at ${reply.join('.')} of the answer: ${shown}`,
    );
  }
  const reported = calls === undefined ? null : atPath(answer, calls.path);
  const decided = outcome === undefined ? null : atPath(answer, outcome);
  return {
    kind: 'reply',
    text,
    calls: calls === undefined || !isJsonList(reported ?? []) ? [] : reportedCalls(reported, calls),
    ...(isJsonObject(decided) && { outcome: { ...decided } }),
  };
}

function reportedCalls(
  list: Json,
  { tool, arguments: args }: NonNullable<Agent['calls']>,
): NonNullable<Reply['calls']> {
  if (list === null || !isJsonList(list)) return [];
  return list.map((entry) => {
    const name = atPath(entry, tool);
    const given = parsed(atPath(entry, args));
    if (typeof name !== 'string')
      throw new CovergridError(
        'BACKEND_BAD_ANSWER',
        `A reported call names no tool: ${printable(JSON.stringify(entry), 120)}`,
      );
    return { tool: name, arguments: isJsonObject(given) ? { ...given } : {} };
  });
}

/** Arguments are often JSON within JSON. */
function parsed(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return null;
  }
}
