import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { wordsOf } from '../plain-words.ts';
import { scored } from '../score.ts';
import { againstText } from './against-text.ts';

/** How many words reply and right text share: the F1 of their words, as SQuAD counts it. Lexical: it knows no synonyms. */
export const similarity = metricPlugin({
  name: 'similarity',
  apiVersion: 1,
  options: z.strictObject({}),
  create: () => ({
    kind: 'degree',
    judgesAnswer: true,
    score: (evidence) =>
      againstText(evidence, (reply, right) => {
        const [said, wanted] = [wordsOf(reply), wordsOf(right)];
        const shared = countShared(said, wanted);
        const score = said.length + wanted.length === 0 ? 1 : (2 * shared) / (said.length + wanted.length);
        return scored(
          score,
          `${shared} words are shared, of ${said.length} said and ${wanted.length} expected.`,
        );
      }),
  }),
});

function countShared(said: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of said) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared++;
  }
  return shared;
}
