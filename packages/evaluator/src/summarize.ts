import { compareIds } from '@covergrid/core';
import type { RunResult } from '@covergrid/runner';
import type { NamedMetric } from './create-metrics.ts';
import type { EvaluationCase } from './evidence.ts';
import { MetricTally } from './metric-tally.ts';
import type { Score } from './score.ts';
import { slicesOf, type SliceBy } from './slices.ts';
import type { Summary } from './summary-schema.ts';
import { Tally } from './tally.ts';
import { verdictOf, type Thresholds } from './thresholds.ts';

/** One answer with all of its scores. */
export interface ScoredAnswer {
  readonly result: RunResult;
  readonly scores: readonly Score[];
}

interface Slice {
  readonly by: SliceBy;
  readonly value: string;
  readonly tallies: ReadonlyMap<string, Tally>;
  cases: number;
  errors: number;
}

/** Sums scores up, case by case. Memory grows with the slices, not with the cases. */
export class Summarizer {
  readonly #metrics: readonly MetricTally[];
  readonly #slices = new Map<string, Slice>();
  readonly #results: Summary['results'] = { ok: 0, refused: 0, timeout: 0, error: 0 };
  #cases = 0;
  #missing = 0;
  #trials = 0;

  constructor(metrics: readonly NamedMetric[]) {
    this.#metrics = metrics.map((metric) => new MetricTally(metric));
  }

  /** Adds a case with all of its trials; none where it has no result. */
  add(runCase: EvaluationCase, answers: readonly ScoredAnswer[]): void {
    this.#cases++;
    this.#trials = Math.max(this.#trials, answers.length);
    if (answers.length === 0) {
      this.#missing++;
      return;
    }
    let errors = 0;
    for (const { result } of answers) {
      this.#results[result.status]++;
      if (result.status === 'error' || result.status === 'timeout') errors++;
    }
    const values = this.#metrics.map((tally): [string, number | undefined] => {
      const { name } = tally.metric;
      const trials = answers.map(({ scores }) => scores.filter(({ metric }) => metric === name));
      return [name, tally.add(runCase.case_id, trials)];
    });
    for (const [by, value] of slicesOf(runCase)) {
      const slice = this.#slice(by, value);
      slice.cases++;
      slice.errors += errors;
      for (const [name, mean] of values) if (mean !== undefined) slice.tallies.get(name)?.add(mean);
    }
  }

  /** What it all comes to. */
  summary(
    run: Pick<Summary, 'run_id' | 'dataset_id' | 'dataset_version' | 'backend'>,
    thresholds: Thresholds,
  ): Summary {
    const metrics = this.#metrics.map(({ summary }) => summary);
    const kinds = metrics.map(({ name, kind }) => [name, kind] as const);
    return {
      schema: 'covergrid/summary@1',
      ...run,
      cases: this.#cases,
      missing: this.#missing,
      trials: this.#trials,
      results: { ...this.#results },
      metrics,
      slices: [...this.#slices.values()]
        .toSorted((a, b) => compareIds(a.by, b.by) || compareIds(a.value, b.value))
        .map(({ by, value, cases, errors, tallies }) => ({
          by,
          value,
          cases,
          errors,
          metrics: Object.fromEntries(
            kinds.map(([name, kind]) => [name, tallies.get(name)?.of(kind) ?? new Tally().of(kind)]),
          ),
        })),
      ...verdictOf(thresholds, metrics),
    };
  }

  #slice(by: SliceBy, value: string): Slice {
    const key = `${by} ${value}`;
    let slice = this.#slices.get(key);
    if (slice === undefined) {
      const tallies = new Map(this.#metrics.map(({ metric }) => [metric.name, new Tally()]));
      slice = { by, value, tallies, cases: 0, errors: 0 };
      this.#slices.set(key, slice);
    }
    return slice;
  }
}
