import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { comparable } from '../plain-words.ts';
import { scored } from '../score.ts';
import { againstText } from './against-text.ts';

/** The reply is the right text, word for word. */
export const exactMatch = metricPlugin({
  name: 'exact_match',
  apiVersion: 1,
  options: z.strictObject({
    case_sensitive: z.boolean().default(false),
  }),
  create: ({ case_sensitive: isCaseSensitive }) => ({
    kind: 'pass_fail',
    judgesAnswer: true,
    score: (evidence) =>
      againstText(evidence, (reply, right) =>
        comparable(reply, isCaseSensitive) === comparable(right, isCaseSensitive)
          ? scored(1, 'The reply is the expected one.')
          : scored(0, 'The reply is another than the expected one.'),
      ),
  }),
});
