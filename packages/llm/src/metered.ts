import { isCovergridError } from '@covergrid/core';
import type { Budget } from './budget.ts';
import { chatFailure, type ChatReply, type Cost } from './chat-reply.ts';
import type { ChatModel, ChatOptions } from './chat-model.ts';
import type { Clock } from './clock.ts';
import { estimateCallTokens } from './estimate-call-tokens.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerRow, Role } from './ledger-row.ts';
import { costOf, rateOf } from './rates.ts';
import type { Rates } from './rates-schema.ts';

/** What {@link metered} and {@link cachedRow} write into each row. */
export interface MeterOptions {
  readonly role: Role;
  readonly provider: string;
  /** The model as it was asked for. */
  readonly model: string;
  readonly ledger: Ledger;
  readonly budget?: Budget | undefined;
  readonly rates: Rates;
  readonly clock: Clock;
}

/** A model whose every call is checked against the budget before, and written to the ledger after it. */
export function metered(model: ChatModel, meter: MeterOptions): ChatModel {
  const { ledger, budget } = meter;
  return {
    async chat(request, options = {}) {
      budget?.begin();
      const record = async (reply: ChatReply, error: string | null): Promise<ChatReply> => {
        const cost = priceOf(reply, meter);
        const isUncounted = reply.usage === null && isBillable(reply);
        const row: LedgerRow = {
          ...rowOf(reply, options, meter),
          estimate: isUncounted ? estimateCallTokens(request) : null,
          cost: cost?.amount ?? null,
          currency: cost?.currency ?? null,
          rate: cost?.rate ?? null,
          error,
        };
        budget?.end(row);
        await ledger.record(row);
        return { ...reply, cost };
      };
      try {
        const reply = await model.chat(request, options);
        return await record(reply, reply.status === 'ok' ? null : reply.code);
      } catch (error) {
        // Stopped on its way: the provider may have worked for it.
        if (isCovergridError(error) && error.code === 'INTERRUPTED') {
          await record(chatFailure('LLM_CONNECTION_LOST', error.message, { model: meter.model }), error.code);
        }
        throw error;
      }
    },
  };
}

/** The row of an answer from the cache: it tells the tokens that were saved, and costs nothing. */
export function cachedRow(reply: ChatReply, options: ChatOptions, meter: MeterOptions): LedgerRow {
  return {
    ...rowOf(reply, options, meter),
    attempt: 1,
    cached: true,
    estimate: null,
    cost: 0,
    currency: null,
    rate: null,
    error: null,
  };
}

function rowOf(
  reply: ChatReply,
  { subject, attempt }: ChatOptions,
  { role, provider, model, clock }: MeterOptions,
): Omit<LedgerRow, 'estimate' | 'cost' | 'currency' | 'rate' | 'error'> {
  const { usage } = reply;
  return {
    schema: 'covergrid/ledger@1',
    at: new Date(clock.now()).toISOString(),
    role,
    provider,
    model: reply.model === '' ? model : reply.model,
    subject: subject ?? null,
    attempt: attempt ?? 1,
    cached: false,
    tokens: usage && { prompt: usage.prompt, completion: usage.completion, cached: usage.cached },
    latency_ms: Math.max(0, reply.latency_ms),
    request_id: reply.request_id,
  };
}

/** The model that answered has the price; where only the one asked for has a rate, that is taken. */
function priceOf(reply: ChatReply, { model, rates }: MeterOptions): Cost | null {
  const rate = rateOf(reply.model, rates) ?? rateOf(model, rates);
  if (rate === undefined) return null;
  if (reply.usage !== null) return costOf(reply.usage, rate);
  return isBillable(reply) ? null : costOf({ prompt: 0, completion: 0, total: 0, cached: 0 }, rate);
}

function isBillable(reply: ChatReply): boolean {
  return reply.status === 'ok' || reply.is_billable;
}
