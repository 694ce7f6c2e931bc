import { CovergridError } from '@covergrid/core';
import type { OpenAI } from 'openai';
import { chatFailure, type ChatReply } from '../chat-reply.ts';
import type { ChatModel } from '../chat-model.ts';
import type { ChatRequest } from '../chat-request.ts';
import { systemClock, type Clock } from '../clock.ts';
import { parseJson } from '../parse-json.ts';
import { redactor, redactValue } from '../redact.ts';
import { readApiKey, type Environment } from './api-key.ts';
import { cappedFetch } from './capped-fetch.ts';
import { classifyError, malformed, type Destination } from './classify-error.ts';
import { readCompletion } from './read-completion.ts';
import { requestBody, type MaxTokensField } from './request-body.ts';

/** The server that is meant where none is named. */
export const OPENAI_URL = 'https://api.openai.com/v1';

/** Where a model is, and how it is asked there. */
export interface OpenAIOptions {
  readonly model: string;
  /** Default: {@link OPENAI_URL}. */
  readonly baseUrl?: string | undefined;
  /** Name of the environment variable that holds the key. Default: `OPENAI_API_KEY` for OpenAI itself, else none. */
  readonly apiKeyEnv?: string | undefined;
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
  /** What the server calls the limit of an answer. Default: `max_completion_tokens` for OpenAI itself, else `max_tokens`. */
  readonly maxTokensField?: MaxTokensField | undefined;
}

/** What a provider gets from outside. */
export interface OpenAIServices {
  /** Default: `process.env`. */
  readonly environment?: Environment | undefined;
  /** Default: that of the platform. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
}

/** One attempt lasts as long as the step around it lets it; the SDK's own limit must not come first. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * A model behind the chat completions of OpenAI or of any compatible server, asked through the official SDK, which is
 * loaded at the first call. It asks once: no retry, no limit, no timeout. No reply holds the key.
 *
 * @throws LLM_KEY_UNUSABLE
 */
export function openaiModel(options: OpenAIOptions, services: OpenAIServices = {}): ChatModel {
  const { model, baseUrl = OPENAI_URL, organization = null, project = null } = options;
  const { environment = process.env, fetch = globalThis.fetch, clock = systemClock } = services;
  const isOpenAI = baseUrl === OPENAI_URL;
  const variable = options.apiKeyEnv ?? (isOpenAI ? 'OPENAI_API_KEY' : null);
  const apiKey = variable === null ? null : readApiKey(variable, environment);
  const redact = redactor(apiKey === null ? [] : [apiKey]);
  const maxTokensField = options.maxTokensField ?? (isOpenAI ? 'max_completion_tokens' : 'max_tokens');
  const destination = { url: `${baseUrl.replace(/\/+$/, '')}/chat/completions`, model, variable, redact };

  let loading: Promise<OpenAI> | undefined;
  const load = async (): Promise<OpenAI> => {
    const sdk = await import('openai');
    return new sdk.OpenAI({
      apiKey: apiKey ?? 'none',
      adminAPIKey: null,
      webhookSecret: null,
      organization,
      project,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: NO_TIMEOUT_MS,
      logLevel: 'off',
      fetch: cappedFetch(fetch),
      ...(apiKey === null && { defaultHeaders: { Authorization: null } }),
    });
  };

  return {
    async chat(request, { signal } = {}) {
      const body = requestBody(model, request, maxTokensField);
      loading ??= load();
      const client = await loading;
      const attempt = async (): Promise<ChatReply> => {
        const response = await client
          .post('/chat/completions', { body, ...(signal && { signal }) })
          .asResponse();
        return readReply(response, redact(await response.text()), request, destination);
      };
      const reply = await attempt().catch((error: unknown) => {
        if (signal?.aborted) throw new CovergridError('INTERRUPTED', 'The call of the model was stopped.');
        return classifyError(error, destination, clock.now());
      });
      return redactValue<ChatReply>({ ...reply, model: reply.model === '' ? model : reply.model }, redact);
    },
  };
}

function readReply(response: Response, text: string, request: ChatRequest, { url }: Destination): ChatReply {
  const request_id = response.headers.get('x-request-id');
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html') || /^\s*</.test(text)) {
    return chatFailure('LLM_REPLY_HTML', `${url} answers with a web page. Look at base_url.`, {
      request_id,
      is_billable: false,
    });
  }
  const parsed = parseJson(text);
  if (!parsed.isValid) return { ...malformed(url, parsed.fault), request_id };
  const completion = readCompletion(parsed.value, request.response_format !== undefined);
  if (typeof completion === 'string') return { ...malformed(url, completion), request_id };
  const { answer, usage } = completion;
  const model = completion.model ?? '';
  if (answer === null) {
    return chatFailure('LLM_REPLY_EMPTY', `${url} answers without an answer.`, { request_id, usage, model });
  }
  return {
    status: 'ok',
    ...answer,
    cached: false,
    model,
    usage,
    request_id,
    attempts: 1,
    latency_ms: 0,
    cost: null,
  };
}
