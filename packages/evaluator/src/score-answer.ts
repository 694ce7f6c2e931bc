import { isCovergridError, isReasonToStop, printable } from '@covergrid/core';
import type { NamedMetric } from './create-metrics.ts';
import type { Evidence } from './evidence.ts';
import { unscored, type Judgement, type Score } from './score.ts';

/** Errors that end the evaluation; any other is of one metric and one case. */
const ENDS: ReadonlySet<string> = new Set([
  'INTERRUPTED',
  'LLM_BUDGET_REACHED',
  'OUTPUT_FAILED',
  'MEMORY_LIMIT',
]);

/**
 * What each metric says of one answer, in the order of the metrics. An answer that an error stands in place of has no
 * score. A metric that throws, gives anything but judgements or takes too long has none either, and is named.
 */
export async function scoreAnswer(
  evidence: Evidence,
  metrics: readonly NamedMetric[],
  timeoutMs: number,
): Promise<Score[]> {
  const { run_id, case_id, trial, status, error } = evidence.result;
  const scores: Score[] = [];
  for (const { name, metric } of metrics) {
    const judgements =
      status === 'error' || status === 'timeout'
        ? [unscored('no_answer', `The run has an error in its place: ${error?.code ?? status}.`)]
        : await judged(evidence, name, metric, timeoutMs);
    for (const { turn = null, reason, metadata = {}, ...rest } of judgements) {
      scores.push({
        schema: 'covergrid/score@1',
        run_id,
        case_id,
        trial,
        turn,
        metric: name,
        ...rest,
        reason,
        metadata,
      });
    }
  }
  return scores;
}

async function judged(
  evidence: Evidence,
  name: string,
  metric: NamedMetric['metric'],
  timeoutMs: number,
): Promise<readonly Judgement[]> {
  try {
    const given = metric.score(evidence);
    // Most metrics need nothing but what is there; a timer for each would cost more than they do.
    const judgements = given instanceof Promise ? await within(given, timeoutMs) : given;
    const fault = faultOf(judgements);
    return fault === undefined ? judgements : [unscored('metric_failed', `The metric ${name} ${fault}.`)];
  } catch (thrown) {
    if (isReasonToStop(thrown) || (isCovergridError(thrown) && ENDS.has(thrown.code))) throw thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [unscored('metric_failed', `The metric ${name} failed: ${printable(message)}`)];
  }
}

async function within<T>(given: Promise<T>, timeoutMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`it did not answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  try {
    return await Promise.race([given, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with what a metric gave; it may come from a plug-in. */
function faultOf(given: readonly Judgement[]): string | undefined {
  if (!Array.isArray(given) || given.length === 0) return 'gave no judgements';
  for (const judgement of given) {
    if (judgement.status !== 'scored' && judgement.status !== 'unscored')
      return 'gave something that is no judgement';
    if (judgement.status === 'unscored') continue;
    const { score } = judgement;
    if (typeof score !== 'number' || !(score >= 0 && score <= 1))
      return `gave the score ${String(score)}, outside 0 to 1`;
  }
  return undefined;
}
