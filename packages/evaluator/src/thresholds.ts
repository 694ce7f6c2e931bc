import { CovergridError, didYouMean, quoted } from '@covergrid/core';
import type { NamedMetric } from './create-metrics.ts';
import type { Summary } from './summary-schema.ts';

/** The least mean of each metric, 0 to 1, inclusive. */
export type Thresholds = Readonly<Record<string, number>>;

/**
 * Checks thresholds before anything is scored.
 *
 * @throws THRESHOLD_UNKNOWN for a metric that is not there, THRESHOLD_INVALID for a number outside 0 to 1
 */
export function checkThresholds(thresholds: Thresholds, metrics: readonly NamedMetric[]): void {
  const names = metrics.map(({ name }) => name);
  for (const [name, min] of Object.entries(thresholds)) {
    if (!names.includes(name)) {
      throw new CovergridError(
        'THRESHOLD_UNKNOWN',
        `The threshold ${quoted(name)} is of no metric of this evaluation; there are ${names.join(', ')}.${didYouMean(name, names)}`,
      );
    }
    if (!(min >= 0 && min <= 1))
      throw new CovergridError(
        'THRESHOLD_INVALID',
        `The threshold of ${name} is ${min}; it must be from 0 to 1.`,
      );
  }
}

/** Holds the means of a run against its thresholds. What has no score is not passed, nor failed. */
export function verdictOf(
  thresholds: Thresholds,
  metrics: Summary['metrics'],
): Pick<Summary, 'thresholds' | 'verdict'> {
  const judged = Object.entries(thresholds).map(([metric, min]): Summary['thresholds'][number] => {
    const { mean = null, n = 0 } = metrics.find(({ name }) => name === metric) ?? {};
    if (mean === null)
      return { metric, min, mean, status: 'unscored', reason: `${metric} has no score in any case.` };
    const status = mean >= min ? 'pass' : 'fail';
    const sign = status === 'pass' ? 'reaches' : 'is below';
    return {
      metric,
      min,
      mean,
      status,
      reason: `${metric} ${sign} ${min}: ${mean.toFixed(4)} over ${n} cases.`,
    };
  });
  const worst =
    judged.find(({ status }) => status === 'fail') ??
    judged.find(({ status }) => status === 'unscored') ??
    judged.find(({ status }) => status === 'pass');
  if (worst === undefined)
    return { thresholds: judged, verdict: { status: 'none', reason: 'There are no thresholds.' } };
  const reasons = judged.filter(({ status }) => status === worst.status).map(({ reason }) => reason);
  return { thresholds: judged, verdict: { status: worst.status, reason: reasons.join(' ') } };
}
