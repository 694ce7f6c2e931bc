import { CovergridError } from '@covergrid/core';
import {
  chatModelSchema,
  openChatModel,
  type ChatAnswer,
  type ChatFailure,
  type ChatMessage,
  type ChatModel,
  type ChatReply,
} from '@covergrid/llm';
import { isJsonObject } from '@covergrid/testdata';
import { z } from 'zod';
import type {
  AgentCall,
  AgentInput,
  AgentSession,
  AgentStep,
  BackendPlugin,
  SessionContext,
} from './backend.ts';
import type { CaseView } from './run-case.ts';

const optionsSchema = z
  .looseObject({ model: z.string() })
  .transform((options): z.input<typeof chatModelSchema> => ({ ...options, provider: 'openai' }))
  .pipe(chatModelSchema);

/** A model behind any server with the chat completions of OpenAI; options are those of `@covergrid/llm`. */
export const openaiBackend: BackendPlugin<z.output<typeof optionsSchema>> = {
  name: 'openai',
  apiVersion: 1,
  options: optionsSchema,
  short: 'model',
  create: async (options, { env, chat = {} }) => {
    const model = await openChatModel(options, { environment: env, ...chat, role: 'target' });
    const name = options.provider === 'openai' ? options.model : '';
    return { id: `openai:${name}`, open: (view, context) => openSession(model, view, context) };
  },
};

function openSession(
  model: ChatModel,
  { system, tools, session }: CaseView,
  { caseId, trial }: SessionContext,
): AgentSession {
  const known =
    Object.keys(session).length === 0 ? [] : [`Of the customer it is known: ${JSON.stringify(session)}`];
  const messages: ChatMessage[] = [{ role: 'system', content: [system, ...known].join('\n\n') }];
  const given = tools.map(({ name, description, parameters }) => ({
    name,
    description,
    parameters: { ...parameters },
  }));
  return {
    next: async (input, { signal }) => {
      messages.push(...messagesOf(input));
      const request = {
        messages: [...messages],
        ...(given.length > 0 && { tools: given }),
        trial: trial - 1,
      };
      const reply = await model.chat(request, { signal, subject: caseId });
      if (reply.status === 'error') return refusalOf(reply);
      const calls = callsOf(reply);
      messages.push(
        calls.length === 0
          ? { role: 'assistant', content: reply.content }
          : {
              role: 'assistant',
              content: reply.content,
              tool_calls: reply.tool_calls.map(({ name, text }, place) => ({
                id: calls[place]!.id,
                name: name || 'unnamed',
                arguments: text,
              })),
            },
      );
      if (calls.length > 0) return { kind: 'calls', calls, ...spentOn(reply) };
      const refused = reply.finish === 'refusal' || reply.finish === 'content_filter';
      return { kind: 'reply', text: reply.content, refused, ...spentOn(reply) };
    },
  };
}

function messagesOf(input: AgentInput): ChatMessage[] {
  if (input.kind === 'user') return [{ role: 'user', content: input.text }];
  return input.results.map(({ callId, content }) => ({
    role: 'tool',
    tool_call_id: callId,
    content: JSON.stringify(content),
  }));
}

function callsOf({ tool_calls }: ChatAnswer): AgentCall[] {
  return tool_calls.map(({ id, name, arguments: parsed }, place) => {
    const call = { id: id === '' ? `call-${place}` : id, tool: name };
    if (!parsed.isValid)
      return { ...call, arguments: {}, problem: `The arguments are no JSON: ${parsed.fault}` };
    return isJsonObject(parsed.value)
      ? { ...call, arguments: { ...parsed.value } }
      : { ...call, arguments: {}, problem: 'The arguments are no object.' };
  });
}

/** What a filter kept back is a refusal; every other failure is an error of the case. */
function refusalOf(failure: ChatFailure): AgentStep {
  const { code, message, hint, attempts } = failure;
  if (code === 'LLM_ANSWER_FILTERED' || code === 'LLM_ANSWER_REFUSED')
    return { kind: 'reply', text: '', refused: true, ...spentOn(failure) };
  throw new CovergridError(code, message, { hint, data: { attempts } });
}

function spentOn({
  usage,
  cost,
  attempts,
  request_id,
}: ChatReply): Pick<AgentStep, 'usage' | 'cost' | 'attempts' | 'traceId'> {
  return {
    ...(usage && {
      usage: {
        prompt_tokens: usage.prompt,
        completion_tokens: usage.completion,
        total_tokens: usage.total,
        cached_tokens: usage.cached,
      },
    }),
    ...(cost && {
      cost: {
        amount: cost.amount,
        currency: cost.currency,
        rate_source: [cost.rate.model, cost.rate.date, cost.rate.source]
          .filter((part) => part !== null)
          .join(', '),
      },
    }),
    attempts: Math.max(1, attempts),
    ...(request_id !== null && { traceId: request_id }),
  };
}
