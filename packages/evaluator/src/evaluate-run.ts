import { CovergridError, reasonToStop } from '@covergrid/core';
import { writeFileAtomically } from '@covergrid/core/files';
import type { RunResult } from '@covergrid/runner';
import type { NamedMetric } from './create-metrics.ts';
import { Evidence, type EvaluationCase } from './evidence.ts';
import { pairResults, type Pair } from './pair-results.ts';
import { ScoreFile } from './score-file.ts';
import { scoreAnswer } from './score-answer.ts';
import type { Score } from './score.ts';
import { Summarizer, type ScoredAnswer } from './summarize.ts';
import type { Summary } from './summary-schema.ts';
import { checkThresholds, type Thresholds } from './thresholds.ts';

/** What is evaluated: the cases of a dataset and the results of a run, both in the order of the dataset. */
export interface Evaluation {
  readonly cases: AsyncIterable<EvaluationCase> | Iterable<EvaluationCase>;
  readonly results: AsyncIterable<RunResult> | Iterable<RunResult>;
  readonly metrics: readonly NamedMetric[];
}

/** How a run is evaluated. */
export interface EvaluateOptions {
  readonly thresholds?: Thresholds | undefined;
  /** File of the scores, a line each; there once all are. */
  readonly scores?: string | undefined;
  /** File of the summary; written last. */
  readonly summary?: string | undefined;
  /** Cases at a time, for metrics that ask a judge. Default: 8. */
  readonly concurrency?: number | undefined;
  /** For one metric and one answer. Default: 120,000. */
  readonly timeoutMs?: number | undefined;
  readonly onProgress?: ((cases: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Cases that an error names; the rest are counted. */
const MOST_NAMED = 5;

/**
 * Scores the results of a run, and sums them up. Neither cases nor results nor scores are held: memory grows with the
 * slices alone. Equal input gives equal bytes, but for judges.
 *
 * @throws THRESHOLD_UNKNOWN, THRESHOLD_INVALID, EVALUATION_EMPTY without metrics, cases or results,
 *   EVALUATION_MISMATCH, EVALUATION_UNASSERTED where a case has nothing that any metric could hold against it,
 *   OUTPUT_FAILED, INTERRUPTED
 */
export async function evaluateRun(
  { cases, results, metrics }: Evaluation,
  options: EvaluateOptions = {},
): Promise<Summary> {
  const { thresholds = {}, scores, summary: summaryFile, concurrency = 8, timeoutMs = 120_000 } = options;
  if (metrics.length === 0) throw new CovergridError('EVALUATION_EMPTY', 'There is no metric to score by.');
  checkThresholds(thresholds, metrics);
  const summarizer = new Summarizer(metrics);
  const unasserted = new UnassertedCases(metrics);
  const file = scores === undefined ? undefined : await ScoreFile.open(scores);
  let first: RunResult | undefined;
  let done = 0;
  try {
    const scoring = inOrder(pairResults(cases, results), concurrency, async ({ runCase, results: own }) => {
      const answers: ScoredAnswer[] = [];
      for (const result of own)
        answers.push({
          result,
          scores: await scoreAnswer(new Evidence(runCase, result), metrics, timeoutMs),
        });
      return { runCase, answers };
    });
    for await (const { runCase, answers } of scoring) {
      const reason = reasonToStop(options);
      if (reason !== undefined) throw reason;
      first ??= answers[0]?.result;
      const lines = answers.flatMap((answer) => answer.scores);
      unasserted.look(runCase.case_id, lines);
      await file?.append(lines);
      summarizer.add(runCase, answers);
      options.onProgress?.(++done);
    }
    if (first === undefined) throw new CovergridError('EVALUATION_EMPTY', 'There is no result to score.');
    unasserted.check();
    const { run_id, dataset_id, dataset_version, backend } = first;
    const summary = summarizer.summary({ run_id, dataset_id, dataset_version, backend }, thresholds);
    await file?.finish();
    if (summaryFile !== undefined)
      await writeFileAtomically(summaryFile, `${JSON.stringify(summary, null, 2)}\n`);
    return summary;
  } finally {
    await file?.discard();
  }
}

/** Cases of which no metric could say anything, for want of what is right. A dataset that has some proves nothing. */
class UnassertedCases {
  readonly #judging: ReadonlySet<string>;
  readonly #named: string[] = [];
  #count = 0;

  constructor(metrics: readonly NamedMetric[]) {
    this.#judging = new Set(metrics.flatMap(({ name, metric }) => (metric.judgesAnswer ? [name] : [])));
  }

  look(caseId: string, scores: readonly Score[]): void {
    const judging = scores.filter(({ metric }) => this.#judging.has(metric));
    const isAsserted = judging.some((score) => score.status === 'scored' || score.cause !== 'no_expectation');
    // Who asks for the latency alone asserts nothing of the answers, on purpose.
    if (isAsserted || judging.length === 0) return;
    this.#count++;
    if (this.#named.length < MOST_NAMED) this.#named.push(caseId);
  }

  check(): void {
    if (this.#count === 0) return;
    const more = this.#count > this.#named.length ? ` and ${this.#count - this.#named.length} more` : '';
    throw new CovergridError(
      'EVALUATION_UNASSERTED',
      `No metric has anything to hold against ${this.#named.join(', ')}${more}.`,
      { data: { count: this.#count, case_ids: this.#named } },
    );
  }
}

/** Works on some at a time, and gives what came out in the order of what went in. */
async function* inOrder<T>(
  pairs: AsyncIterable<Pair>,
  concurrency: number,
  work: (pair: Pair) => Promise<T>,
): AsyncGenerator<T> {
  const running: Promise<T>[] = [];
  try {
    for await (const pair of pairs) {
      const worked = work(pair);
      // It may fail while an earlier one is waited for.
      worked.catch(() => undefined);
      running.push(worked);
      if (running.length >= concurrency) yield await (running.shift() as Promise<T>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<T>);
  } finally {
    await Promise.allSettled(running);
  }
}
