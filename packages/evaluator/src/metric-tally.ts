import { compareIds } from '@covergrid/core';
import type { NamedMetric } from './create-metrics.ts';
import { passAll, passAt } from './pass-at.ts';
import type { Score, UnscoredCause } from './score.ts';
import type { Summary } from './summary-schema.ts';
import { Tally } from './tally.ts';

/** Flaky cases that are named; the rest are counted. */
const MOST_NAMED = 100;

type At = { sum: number; n: number };

/** What one metric comes to over all cases. */
export class MetricTally {
  readonly metric: NamedMetric;
  readonly #tally = new Tally();
  readonly #unscored = new Map<UnscoredCause, number>();
  readonly #passAt: At[] = [];
  readonly #passAll: At[] = [];
  readonly #flaky: string[] = [];
  #flakyCount = 0;

  constructor(metric: NamedMetric) {
    this.metric = metric;
  }

  /**
   * Adds a case, and gives the average of its trials; undefined where none has a score.
   *
   * @param trials the scores of this metric, trial by trial
   */
  add(caseId: string, trials: readonly (readonly Score[])[]): number | undefined {
    const means: number[] = [];
    let passed = 0;
    for (const scores of trials) {
      const values = scores.flatMap((score) => (score.status === 'scored' ? [score.score] : []));
      for (const score of scores) if (score.status === 'unscored') this.#countUnscored(score.cause);
      if (values.length === 0) continue;
      means.push(average(values));
      if (values.every((value) => value === 1)) passed++;
    }
    if (means.length === 0) return undefined;
    const mean = average(means);
    this.#tally.add(mean);
    if (this.metric.metric.kind === 'pass_fail') this.#addTrials(caseId, means.length, passed);
    return mean;
  }

  get summary(): Summary['metrics'][number] {
    const { name, metric } = this.metric;
    const at = (list: readonly At[]): Summary['metrics'][number]['pass_at'] =>
      list.map(({ sum, n }, place) => ({ k: place + 1, value: Math.min(1, sum / n), n }));
    return {
      name,
      kind: metric.kind,
      ...this.#tally.of(metric.kind),
      unscored: Object.fromEntries([...this.#unscored].toSorted(([one], [other]) => compareIds(one, other))),
      pass_at: at(this.#passAt),
      pass_all: at(this.#passAll),
      flaky: { count: this.#flakyCount, case_ids: this.#flaky },
    };
  }

  #countUnscored(cause: UnscoredCause): void {
    this.#unscored.set(cause, (this.#unscored.get(cause) ?? 0) + 1);
  }

  #addTrials(caseId: string, n: number, passed: number): void {
    for (let k = 1; k <= n; k++) {
      for (const [list, of] of [
        [this.#passAt, passAt],
        [this.#passAll, passAll],
      ] as const) {
        const at = (list[k - 1] ??= { sum: 0, n: 0 });
        at.sum += of(n, passed, k);
        at.n++;
      }
    }
    if (passed === 0 || passed === n) return;
    this.#flakyCount++;
    if (this.#flaky.length < MOST_NAMED) this.#flaky.push(caseId);
  }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
