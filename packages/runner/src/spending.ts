import type { Cost, Usage } from './run-result.ts';

/** Adds up what the steps of a case took. What one step does not know, the sum does not know either. */
export class Spending {
  #usage: Usage | null | undefined;
  #cost: Cost | null | undefined;
  #attempts = 0;

  add({
    usage,
    cost,
    attempts,
  }: {
    readonly usage?: Usage | undefined;
    readonly cost?: Cost | undefined;
    readonly attempts: number;
  }): void {
    this.#attempts += attempts;
    this.#usage = this.#usage === undefined ? (usage ?? null) : sumOfUsage(this.#usage, usage);
    this.#cost = this.#cost === undefined ? (cost ?? null) : sumOfCost(this.#cost, cost);
  }

  /** A request that came to nothing. */
  addFailed(attempts: number): void {
    this.#attempts += attempts;
  }

  get total(): { readonly usage: Usage | null; readonly cost: Cost | null; readonly attempts: number } {
    return { usage: this.#usage ?? null, cost: this.#cost ?? null, attempts: this.#attempts };
  }
}

function sumOfUsage(sum: Usage | null, next: Usage | undefined): Usage | null {
  if (sum === null || next === undefined) return null;
  return {
    prompt_tokens: sum.prompt_tokens + next.prompt_tokens,
    completion_tokens: sum.completion_tokens + next.completion_tokens,
    total_tokens: sum.total_tokens + next.total_tokens,
    cached_tokens: sum.cached_tokens + next.cached_tokens,
  };
}

function sumOfCost(sum: Cost | null, next: Cost | undefined): Cost | null {
  if (sum === null || next === undefined || sum.currency !== next.currency) return null;
  const rate_source =
    sum.rate_source === next.rate_source ? sum.rate_source : `${sum.rate_source}, ${next.rate_source}`;
  return { amount: sum.amount + next.amount, currency: sum.currency, rate_source };
}
