import { z } from 'zod';
import { FLAGS, linearPattern } from '../linear-pattern.ts';
import { metricPlugin } from '../metric.ts';
import { scored } from '../score.ts';

const FLAG_PATTERN = new RegExp(`^[${Object.keys(FLAGS).join('')}]{0,3}$`);

/** The last reply matches a regular expression, anywhere in it; time is linear in the reply, whatever the pattern. */
export const regex = metricPlugin({
  name: 'regex',
  apiVersion: 1,
  options: z
    .strictObject({
      pattern: z.string().min(1).max(1000).describe('As RE2 has them: no look-around, no references back.'),
      flags: z.string().regex(FLAG_PATTERN, 'must be of i, s and m').default(''),
      expect: z.enum(['match', 'no_match']).default('match'),
    })
    .superRefine(({ pattern }, context) => {
      try {
        linearPattern(pattern);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          path: ['pattern'],
          message: `is no regular expression of RE2: ${(error as Error).message}`,
        });
      }
    }),
  create: ({ pattern, flags, expect }) => {
    const compiled = linearPattern(pattern, flags);
    return {
      kind: 'pass_fail',
      judgesAnswer: true,
      score: ({ lastReply }) => {
        const isMatch = compiled.test(lastReply);
        const isMet = isMatch === (expect === 'match');
        return [scored(isMet ? 1 : 0, isMatch ? 'The pattern matches.' : 'The pattern does not match.')];
      },
    };
  },
});
