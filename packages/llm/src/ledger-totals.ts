import type { LedgerRow, Role } from './ledger-row.ts';

/** Sums over rows of the ledger. */
export interface LedgerTotals {
  /** Calls of the provider, failed ones among them. */
  calls: number;
  failed_calls: number;
  /** Answers from the cache; they are in no other sum. */
  cached_calls: number;
  tokens: { prompt: number; completion: number; cached: number };
  /** By currency: amounts in different ones are never added. */
  cost: Record<string, number>;
  /** True where the cost of a call is not known, so that `cost` is the least it can be. */
  is_at_least: boolean;
}

/** The sums of a ledger, and those of each role that has rows. */
export interface LedgerSummary extends LedgerTotals {
  by_role: Partial<Record<Role, LedgerTotals>>;
}

/** Sums of nothing. */
export function noTotals(): LedgerTotals {
  return {
    calls: 0,
    failed_calls: 0,
    cached_calls: 0,
    tokens: { prompt: 0, completion: 0, cached: 0 },
    cost: {},
    is_at_least: false,
  };
}

/** Adds a row to sums. The order of rows changes nothing: amounts are added as whole 1e-12 parts. */
export function addRow(totals: LedgerTotals, row: LedgerRow): void {
  if (row.cached) {
    totals.cached_calls++;
    return;
  }
  totals.calls++;
  if (row.error !== null) totals.failed_calls++;
  totals.tokens.prompt += row.tokens?.prompt ?? 0;
  totals.tokens.completion += row.tokens?.completion ?? 0;
  totals.tokens.cached += row.tokens?.cached ?? 0;
  if (row.cost === null || row.currency === null) totals.is_at_least = true;
  else totals.cost[row.currency] = addExactly(totals.cost[row.currency] ?? 0, row.cost);
}

function addExactly(a: number, b: number): number {
  return Number(parts(a) + parts(b)) / 1e12;
}

function parts(amount: number): bigint {
  return BigInt(Math.round(amount * 1e12));
}
