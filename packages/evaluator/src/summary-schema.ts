import { z } from 'zod';
import { unscoredCauseSchema } from './score.ts';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

const meanSchema = {
  n: count.describe('Cases with a score; trials and turns of a case are averaged first.'),
  mean: share.nullable().describe('Null where n is 0.'),
  interval: z
    .strictObject({ low: share, high: share })
    .nullable()
    .describe('Wilson, 95 %; null where n is 0 or scores are degrees.'),
};
const atSchema = z.array(
  z.strictObject({ k: count, value: share, n: count.describe('Cases with at least k scored trials.') }),
);
const statusSchema = z.enum(['pass', 'fail', 'unscored']);

/** Schema of `summary.json`. */
export const summarySchema = z
  .strictObject({
    schema: z.literal('covergrid/summary@1'),
    run_id: z.string(),
    dataset_id: z.string(),
    dataset_version: z.string(),
    backend: z.string(),
    cases: count.describe('Of the dataset.'),
    missing: count.describe('Cases without a result.'),
    trials: count.describe('The most that a case has.'),
    results: z
      .strictObject({ ok: count, refused: count, timeout: count, error: count })
      .describe('By status. Timeouts and errors are neither passes nor failures.'),
    metrics: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['pass_fail', 'degree']),
        ...meanSchema,
        unscored: z.partialRecord(unscoredCauseSchema, count).describe('Lines of scores by cause.'),
        pass_at: atSchema.describe('pass@k: at least one of k trials passes.'),
        pass_all: atSchema.describe('pass^k: all of k trials pass.'),
        flaky: z
          .strictObject({ count, case_ids: z.array(z.string()).describe('The first hundred.') })
          .describe('Cases of which some trials pass and some do not.'),
      }),
    ),
    slices: z
      .array(
        z.strictObject({
          by: z.enum(['domain', 'behavior', 'domain_behavior', 'bin', 'policy', 'tag', 'language', 'length']),
          value: z.string().describe('returns/multi-turn for domain_behavior, axis:bin for bin.'),
          cases: count.describe('With a result.'),
          errors: count.describe('Results that are timeouts and errors.'),
          metrics: z.record(z.string(), z.strictObject(meanSchema)),
        }),
      )
      .describe('Sorted by `by`, then by value.'),
    thresholds: z.array(
      z.strictObject({
        metric: z.string(),
        min: share,
        mean: share.nullable(),
        status: statusSchema,
        reason: z.string(),
      }),
    ),
    verdict: z
      .strictObject({ status: z.enum([...statusSchema.options, 'none']), reason: z.string() })
      .describe('none: no thresholds. unscored: a threshold stands on a metric without a score.'),
  })
  .meta({ title: 'Covergrid summary', description: 'What the scores of a run come to, whole and by slice.' });

/** The content of `summary.json`. */
export type Summary = z.output<typeof summarySchema>;
