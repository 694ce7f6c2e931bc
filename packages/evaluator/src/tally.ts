import type { ScoreKind } from './metric.ts';
import { wilsonInterval, type Interval } from './wilson.ts';

/** The mean over cases, kept as two numbers. */
export class Tally {
  #n = 0;
  #sum = 0;

  /** Adds a case: the average of its trials. */
  add(value: number): void {
    this.#n++;
    this.#sum += value;
  }

  /** Degrees have no interval here: theirs takes the scores themselves. */
  of(kind: ScoreKind): { n: number; mean: number | null; interval: Interval | null } {
    if (this.#n === 0) return { n: 0, mean: null, interval: null };
    return {
      n: this.#n,
      mean: this.#sum / this.#n,
      interval: kind === 'pass_fail' ? wilsonInterval(this.#sum, this.#n) : null,
    };
  }
}
