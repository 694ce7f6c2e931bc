import type { Json } from '@covergrid/testdata';
import { z } from 'zod';

const jsonSchema: z.ZodType<Json> = z.json();

const place = {
  schema: z.literal('covergrid/score@1'),
  run_id: z.string().min(1),
  case_id: z.string().min(1),
  trial: z.number().int().min(1),
  turn: z.number().int().min(0).nullable().describe('Null where the whole conversation was scored.'),
  metric: z.string().min(1),
};

/** Schema of why something has no score. */
export const unscoredCauseSchema = z
  .enum(['no_answer', 'no_expectation', 'no_judge', 'judge_failed', 'unknown', 'metric_failed'])
  .describe(
    'no_answer: the run has an error in its place; no_expectation: nothing says what is right; no_judge: it takes a model, and none was given; unknown: not measured, such as the cost; the others: what should have scored it failed.',
  );
/** Why something has no score. */
export type UnscoredCause = z.output<typeof unscoredCauseSchema>;

/** Schema of a line of `scores.jsonl`: what one metric says of one turn, or of a whole conversation. */
export const scoreSchema = z
  .discriminatedUnion('status', [
    z.strictObject({
      ...place,
      status: z.literal('scored'),
      score: z.number().min(0).max(1),
      reason: z.string().describe('A sentence for a person.'),
      metadata: z.record(z.string(), jsonSchema),
    }),
    z.strictObject({
      ...place,
      status: z.literal('unscored'),
      cause: unscoredCauseSchema,
      reason: z.string().describe('A sentence for a person.'),
      metadata: z.record(z.string(), jsonSchema),
    }),
  ])
  .meta({ title: 'Covergrid score', description: 'What one metric says of one turn, or of a conversation.' });

/** A line of `scores.jsonl`. What could not be judged has a cause, and never a number. */
export type Score = z.output<typeof scoreSchema>;

/** What a metric gives; which case, trial and metric it is of is known by who asked. */
export type Judgement = {
  /** Default: null, the whole conversation. */
  readonly turn?: number | null | undefined;
  readonly reason: string;
  readonly metadata?: Score['metadata'] | undefined;
} & (
  | { readonly status: 'scored'; readonly score: number }
  | { readonly status: 'unscored'; readonly cause: UnscoredCause }
);

/** A judgement with a score, 0 to 1. */
export function scored(score: number, reason: string, metadata?: Score['metadata']): Judgement {
  return { status: 'scored', score, reason, metadata };
}

/** A judgement that there is none. */
export function unscored(cause: UnscoredCause, reason: string, metadata?: Score['metadata']): Judgement {
  return { status: 'unscored', cause, reason, metadata };
}
