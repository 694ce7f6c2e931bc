import { holdsValue, holdsWords, valuesInText } from '@covergrid/worlds';
import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { scored, unscored } from '../score.ts';

/** The share of keywords that replies hold as words. Without keywords: of the values that the golden has to be told. */
export const keywordCoverage = metricPlugin({
  name: 'keyword_coverage',
  apiVersion: 1,
  options: z.strictObject({
    keywords: z.array(z.string().min(1)).min(1).optional().describe('Default: those of the case.'),
  }),
  create: ({ keywords }) => ({
    kind: 'degree',
    judgesAnswer: true,
    score: ({ case: { expected }, golden, transcript }) => {
      const text = transcript.turns.map(({ reply }) => reply).join('\n');
      const words = keywords ?? expected?.keywords;
      const values = valuesInText(text);
      const wanted =
        words?.map((word) => ({ name: word, isSaid: holdsWords(text, word) })) ??
        golden?.must_communicate.map((value) => ({
          name: `${value.kind} ${value.value}`,
          isSaid: holdsValue(text, values, value),
        })) ??
        [];
      if (wanted.length === 0) return [unscored('no_expectation', 'Nothing has to be said in this case.')];
      const missing = wanted.flatMap(({ name, isSaid }) => (isSaid ? [] : [name]));
      const said = wanted.length - missing.length;
      return [scored(said / wanted.length, `${said} of ${wanted.length} are said.`, { missing })];
    },
  }),
});
