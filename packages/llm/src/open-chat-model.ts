import { configFromValue, validateConfig } from '@covergrid/core/config';
import type { Budget } from './budget.ts';
import { cached } from './cached.ts';
import { chatModelSchema, type ChatModelConfig, type OpenAIConfig } from './chat-model-schema.ts';
import type { ChatModel } from './chat-model.ts';
import type { ChatParams } from './chat-request.ts';
import { checked } from './checked.ts';
import { systemClock, type Clock } from './clock.ts';
import { openLedger, type Ledger } from './ledger.ts';
import type { Role } from './ledger-row.ts';
import { openLimiter } from './limiter.ts';
import { limited } from './limited.ts';
import { cachedRow, metered, type MeterOptions } from './metered.ts';
import { noneModel } from './none-model.ts';
import type { Environment } from './openai/api-key.ts';
import { openaiModel, OPENAI_URL } from './openai/openai-model.ts';
import { builtInRates } from './rates.ts';
import type { Rates } from './rates-schema.ts';
import { recorded, type Recorder } from './recording.ts';
import { redactor } from './redact.ts';
import { replayModel } from './replay-model.ts';
import type { ReplyCache } from './reply-cache.ts';
import { retried } from './retried.ts';
import { timed } from './timed.ts';

/** What a chat model gets from outside. Several models of a run share one ledger, budget, cache and recorder. */
export interface ChatServices {
  /** What the model is for: the role in the ledger. Answers of every role but `target` are checked. */
  readonly role: Role;
  /** Default: kept in memory, for this model alone. */
  readonly ledger?: Ledger | undefined;
  readonly budget?: Budget | undefined;
  /** Default: those of the package. */
  readonly rates?: Rates | undefined;
  readonly cache?: ReplyCache | undefined;
  readonly recorder?: Recorder | undefined;
  /** Seeds the spread of backoff; default 1. */
  readonly seed?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Default: `process.env`. */
  readonly environment?: Environment | undefined;
  /** Default: that of the platform. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Opens the model that a configuration names, with all steps around it: recording, default parameters, cache, retries,
 * checks of answers, limits, budget, ledger, timeouts. Opens no connection yet.
 *
 * @param config an object, or a short form such as `openai:gpt-4o-mini`
 * @throws CONFIG_INVALID, CONFIG_UNKNOWN_KEY; LLM_KEY_UNUSABLE, LLM_UNPRICED, LLM_RECORDING_UNUSABLE
 */
export async function openChatModel(config: unknown, services: ChatServices): Promise<ChatModel> {
  const parsed: ChatModelConfig = validateConfig(configFromValue(config), chatModelSchema);
  switch (parsed.provider) {
    case 'none':
      return noneModel(`The ${services.role.replace('_', ' ')}`);
    case 'replay':
      return replayModel(parsed.file, parsed.model);
    case 'openai':
      return openServerModel(parsed, services);
  }
}

async function openServerModel(config: OpenAIConfig, services: ChatServices): Promise<ChatModel> {
  const { provider, model: name, base_url = OPENAI_URL, timeout, retries } = config;
  const { clock = systemClock, rates = builtInRates(), environment = process.env } = services;
  const { role, budget, cache, recorder, onWarning } = services;
  const ledger = services.ledger ?? (await openLedger());
  const meter: MeterOptions = { role, provider, model: name, ledger, budget, rates, clock };
  const maxWaitMs = (retries?.longest ?? 60) * 1000;
  budget?.requirePriced(name);

  let model: ChatModel = openaiModel(
    {
      model: name,
      baseUrl: base_url,
      apiKeyEnv: config.api_key_env,
      organization: config.organization,
      project: config.project,
      maxTokensField: config.max_tokens_field,
    },
    { clock, environment, fetch: services.fetch },
  );
  model = timed(model, { name, attemptMs: (timeout?.attempt ?? 60) * 1000, clock });
  model = metered(model, meter);
  model = limited(model, openLimiter(config.limits ?? {}, clock), maxWaitMs);
  if (role !== 'target') model = checked(model);
  model = retried(model, {
    most: retries?.most ?? 6,
    baseMs: (retries?.base ?? 0.5) * 1000,
    maxWaitMs,
    overallMs: (timeout?.overall ?? 300) * 1000,
    seed: services.seed ?? 1,
    clock,
  });
  if (cache !== undefined) {
    const onHit: NonNullable<Parameters<typeof cached>[1]['onHit']> = (answer, options) =>
      ledger.record(cachedRow(answer, options, meter));
    model = cached(model, { cache, scope: { provider, base_url, model: name }, onHit, onWarning });
  }
  if (recorder !== undefined) {
    const variable = config.api_key_env ?? 'OPENAI_API_KEY';
    model = recorded(model, name, recorder, redactor([environment[variable]?.trim() ?? '']));
  }
  return withParams(model, config.params);
}

/** A model whose requests have these parameters where they do not set their own. */
function withParams(model: ChatModel, params: ChatParams | undefined): ChatModel {
  if (params === undefined) return model;
  return {
    chat: (request, options) => model.chat({ ...request, params: { ...params, ...request.params } }, options),
  };
}
