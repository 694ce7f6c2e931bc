import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { scored, unscored } from '../score.ts';

/** The conversation cost no more than allowed. A cost that is not known is no score, and never 0. */
export const cost = metricPlugin({
  name: 'cost',
  apiVersion: 1,
  options: z.strictObject({
    max: z.number().min(0).describe('For a conversation, in whole units of the currency; inclusive.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three letters, such as USD')
      .default('USD'),
  }),
  create: ({ max, currency }) => ({
    kind: 'pass_fail',
    judgesAnswer: false,
    score: ({ result: { cost: spent } }) => {
      if (spent === null) return [unscored('unknown', 'What it cost is not known.')];
      if (spent.currency !== currency)
        return [unscored('unknown', `The cost is in ${spent.currency}, the limit in ${currency}.`)];
      const isMet = spent.amount <= max;
      return [
        scored(isMet ? 1 : 0, `It cost ${spent.amount} ${currency}; ${max} are allowed.`, {
          amount: spent.amount,
          currency,
        }),
      ];
    },
  }),
});
