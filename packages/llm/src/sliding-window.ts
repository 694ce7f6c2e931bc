/** What one call took of a window; what it weighs may be corrected later. */
export interface WindowEntry {
  readonly at: number;
  weight: number;
}

/** Counts what happened in the last `spanMs` milliseconds against a limit. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #spanMs: number;
  #entries: WindowEntry[] = [];
  #sum = 0;

  constructor(limit: number, spanMs: number) {
    this.#limit = limit;
    this.#spanMs = spanMs;
  }

  /** Milliseconds until a weight fits; 0 where it does now. One above the limit fits when nothing else is there. */
  waitFor(weight: number, now: number): number {
    this.#forget(now);
    let excess = this.#sum + Math.min(weight, this.#limit) - this.#limit;
    let wait = 0;
    for (const entry of this.#entries) {
      if (excess <= 0) break;
      excess -= entry.weight;
      wait = entry.at + this.#spanMs - now;
    }
    return wait;
  }

  add(weight: number, now: number): WindowEntry {
    const entry = { at: now, weight };
    this.#entries.push(entry);
    this.#sum += weight;
    return entry;
  }

  /** Sets what an entry really weighs; one that has left the window changes nothing. */
  correct(entry: WindowEntry, weight: number): void {
    if (this.#entries.includes(entry)) this.#sum += weight - entry.weight;
    entry.weight = weight;
  }

  #forget(now: number): void {
    const first = this.#entries.findIndex(({ at }) => at + this.#spanMs > now);
    const gone = this.#entries.splice(0, first === -1 ? this.#entries.length : first);
    for (const { weight } of gone) this.#sum -= weight;
  }
}
