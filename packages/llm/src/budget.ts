import { CovergridError } from '@covergrid/core';
import type { ChatReply } from './chat-reply.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerRow } from './ledger-row.ts';
import { costOf, rateOf } from './rates.ts';
import type { Rates } from './rates-schema.ts';

/** What a run may use; what is absent is not limited. */
export interface BudgetLimits {
  /** Amount in `currency`. */
  readonly cost?: number | undefined;
  /** Default: USD. */
  readonly currency?: string | undefined;
  /** Tokens sent and answered. */
  readonly tokens?: number | undefined;
  /** Calls of providers, failed ones among them; answers from the cache are none. */
  readonly calls?: number | undefined;
  /** Seconds since the budget was opened. */
  readonly time?: number | undefined;
}

/** What {@link openBudget} gets from outside. */
export interface BudgetServices {
  readonly ledger: Ledger;
  readonly rates: Rates;
  readonly clock: Clock;
  /** Told once, when 80 % of any limit is used. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Stops a run when it has used what it may. */
export interface Budget {
  /**
   * Called before each call of a provider, which then counts as begun.
   *
   * @throws LLM_BUDGET_REACHED; calls that run may still end, and are paid beyond the budget
   */
  begin(): void;
  /** Called with the row of each call that has ended. */
  end(row: LedgerRow): void;
  /**
   * Makes sure that the cost of a model can be held against the budget.
   *
   * @throws LLM_UNPRICED where a cost is limited, and the model has no rate in its currency
   */
  requirePriced(model: string): void;
}

const WARN_AT = 0.8;

type Kind = 'cost' | 'tokens' | 'calls' | 'time';

/** Opens a budget. Rows that are in the ledger already, from a run that is resumed, count; its time does not. */
export function openBudget(
  limits: BudgetLimits,
  { ledger, rates, clock, onWarning }: BudgetServices,
): Budget {
  const { currency = 'USD' } = limits;
  const started = clock.now();
  const used = { cost: 0, tokens: 0, calls: 0 };
  let hasWarned = false;

  const end = (row: LedgerRow): void => {
    if (row.cached) return;
    const { prompt, completion } = row.tokens ?? row.estimate ?? { prompt: 0, completion: 0 };
    used.tokens += prompt + completion;
    used.cost += row.cost ?? estimatedCost(row, rates);
  };
  for (const row of ledger.rows()) {
    if (!row.cached) used.calls++;
    end(row);
  }

  const share = (kind: Kind): number => {
    const limit = limits[kind];
    if (limit === undefined) return 0;
    const now = kind === 'time' ? (clock.now() - started) / 1000 : used[kind];
    return limit === 0 ? 1 : now / limit;
  };
  const words = (kind: Kind): string => {
    const now = kind === 'time' ? (clock.now() - started) / 1000 : used[kind];
    const unit = { cost: ` ${currency}`, tokens: ' tokens', calls: ' calls', time: ' s' }[kind];
    return `${Number(now.toPrecision(6))} of ${limits[kind]}${unit}`;
  };

  return {
    begin: () => {
      for (const kind of ['cost', 'tokens', 'calls', 'time'] as const) {
        if (share(kind) >= 1) {
          throw new CovergridError('LLM_BUDGET_REACHED', `The budget is used up: ${words(kind)}.`, {
            data: { kind, used: { ...used }, limit: limits[kind] },
          });
        }
        if (share(kind) >= WARN_AT && !hasWarned) {
          hasWarned = true;
          onWarning?.(`80 % of the budget is used: ${words(kind)}.`);
        }
      }
      used.calls++;
    },
    end,
    requirePriced: (model) => {
      if (limits.cost === undefined) return;
      const rate = rateOf(model, rates)?.rate;
      if (rate?.currency === currency) return;
      const reason = rate === undefined ? 'no rate' : `a rate in ${rate.currency}`;
      throw new CovergridError(
        'LLM_UNPRICED',
        `The budget limits the cost in ${currency}, and the model "${model}" has ${reason}.`,
        { data: { model, currency } },
      );
    },
  };
}

/** What a call without a count is taken to have cost, so that a budget cannot be passed by a server that counts nothing. */
function estimatedCost({ model, estimate }: LedgerRow, rates: Rates): number {
  const rate = rateOf(model, rates);
  if (estimate === null || rate === undefined) return 0;
  const usage: NonNullable<ChatReply['usage']> = {
    ...estimate,
    total: estimate.prompt + estimate.completion,
    cached: 0,
  };
  return costOf(usage, rate).amount;
}
