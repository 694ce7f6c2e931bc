import { compareIds, CovergridError, formatCount } from '@covergrid/core';
import type { ModelRate, Rates } from '@covergrid/llm';

/** What an estimate assumes of a conversation. Every field has a default, which the report prints. */
export interface EstimateOptions {
  /** Customer turns of a conversation, 1 to 1,000; default 3. */
  averageTurns?: number | undefined;
  /** Tokens of instructions and tool descriptions sent with each request; default 1,000. */
  systemTokens?: number | undefined;
  /** Tokens of one customer turn; default 40. */
  customerTokens?: number | undefined;
  /** Tokens of one reply; default 150. */
  replyTokens?: number | undefined;
  /** Prices of models; without them no cost is stated. */
  rates?: Rates | undefined;
}

/** Tokens that sending every conversation once takes, with the assumptions they rest on. */
export interface TokenEstimate {
  conversations: number;
  averageTurns: number;
  systemTokens: number;
  customerTokens: number;
  replyTokens: number;
  /** Tokens sent, over all requests of all conversations. */
  inputTokens: number;
  /** Tokens of all replies. */
  outputTokens: number;
}

/** What a {@link TokenEstimate} costs with one model. */
export interface CostEstimate {
  model: string;
  rate: ModelRate;
  /** In the currency of the rate. */
  cost: number;
}

const DEFAULTS = { averageTurns: 3, systemTokens: 1000, customerTokens: 40, replyTokens: 150 };

/**
 * Estimates the tokens of answering `conversations` conversations once.
 *
 * Request k of a conversation sends the system tokens, k customer turns and k - 1 earlier replies; nothing is cached.
 * With n turns that is `n * system + n (n + 1) / 2 * customer + n (n - 1) / 2 * reply` of input and `n * reply` of
 * output. Every conversation counts as average. Totals are rounded to whole tokens.
 *
 * @throws USAGE where a number is out of bounds: turns from 1 to 1,000, all else from 0 to 2^53 - 1.
 * @example
 * estimateTokens(10, { averageTurns: 2 }).outputTokens; // => 3000
 */
export function estimateTokens(conversations: number, options: EstimateOptions = {}): TokenEstimate {
  const averageTurns = options.averageTurns ?? DEFAULTS.averageTurns;
  const systemTokens = options.systemTokens ?? DEFAULTS.systemTokens;
  const customerTokens = options.customerTokens ?? DEFAULTS.customerTokens;
  const replyTokens = options.replyTokens ?? DEFAULTS.replyTokens;
  requireBetween(0, Number.MAX_SAFE_INTEGER, { conversations, systemTokens, customerTokens, replyTokens });
  requireBetween(1, 1000, { averageTurns });
  const customerTurnsSent = (averageTurns * (averageTurns + 1)) / 2;
  const repliesSent = (averageTurns * (averageTurns - 1)) / 2;
  const input = averageTurns * systemTokens + customerTurnsSent * customerTokens + repliesSent * replyTokens;
  return {
    conversations,
    averageTurns,
    systemTokens,
    customerTokens,
    replyTokens,
    inputTokens: Math.round(conversations * input),
    outputTokens: Math.round(conversations * averageTurns * replyTokens),
  };
}

/** The cost of an estimate with each model of the rates, in order of model names. */
export function estimateCosts(
  tokens: Pick<TokenEstimate, 'inputTokens' | 'outputTokens'>,
  rates: Rates,
): CostEstimate[] {
  return Object.entries(rates.models)
    .toSorted(([a], [b]) => compareIds(a, b))
    .map(([model, rate]) => ({
      model,
      rate,
      cost:
        (tokens.inputTokens * rate.input_per_million + tokens.outputTokens * rate.output_per_million) / 1e6,
    }));
}

function requireBetween(least: number, most: number, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value >= least && value <= most) continue;
    throw new CovergridError(
      'USAGE',
      `${name} is ${value}; it must be a number from ${formatCount(least)} to ${formatCount(most)}.`,
    );
  }
}
