import { z } from 'zod';
import { askJudge } from '../judge.ts';
import { metricPlugin } from '../metric.ts';
import { unscored } from '../score.ts';

/** Schema of how often a judge is asked. */
export const votesSchema = z
  .number()
  .int()
  .min(1)
  .max(15)
  .refine((votes) => votes % 2 === 1, 'must be odd, so that votes cannot be equal')
  .default(1);

/** A model says which criteria the answer meets. */
export const criteriaJudge = metricPlugin({
  name: 'criteria_judge',
  apiVersion: 1,
  options: z.strictObject({
    criteria: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Sentences that a right answer meets. Default: those of the golden.'),
    votes: votesSchema,
  }),
  create: ({ criteria, votes }, services) => ({
    kind: 'degree',
    judgesAnswer: true,
    score: async (evidence) => {
      const asked = criteria ?? evidence.golden?.evaluation_criteria;
      if (asked === undefined)
        return [unscored('no_expectation', 'The metric has no criteria, and the case no golden.')];
      return [await askJudge(evidence, { criteria: asked, votes, as: 'degree' }, services)];
    },
  }),
});
