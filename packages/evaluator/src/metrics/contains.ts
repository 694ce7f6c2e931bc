import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { comparable } from '../plain-words.ts';
import { scored, unscored } from '../score.ts';

/** Some reply holds the texts, all of them or any. */
export const contains = metricPlugin({
  name: 'contains',
  apiVersion: 1,
  options: z.strictObject({
    values: z.array(z.string().min(1)).min(1).optional().describe('Default: the expected text of the case.'),
    match: z.enum(['all', 'any']).default('all'),
    case_sensitive: z.boolean().default(false),
  }),
  create: ({ values, match, case_sensitive: isCaseSensitive }) => ({
    kind: 'pass_fail',
    judgesAnswer: true,
    score: ({ case: { expected }, transcript }) => {
      const wanted = values ?? (expected?.text === undefined ? undefined : [expected.text]);
      if (wanted === undefined)
        return [unscored('no_expectation', 'The metric has no values, and the case no expected text.')];
      const said = comparable(transcript.turns.map(({ reply }) => reply).join('\n'), isCaseSensitive);
      const missing = wanted.filter((value) => !said.includes(comparable(value, isCaseSensitive)));
      const isMet = match === 'all' ? missing.length === 0 : missing.length < wanted.length;
      return [scored(isMet ? 1 : 0, isMet ? 'It is said.' : 'It is not said.', { missing })];
    },
  }),
});
