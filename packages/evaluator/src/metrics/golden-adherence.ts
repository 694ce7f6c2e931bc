import { checkConstraints } from '@covergrid/worlds';
import { z } from 'zod';
import { metricPlugin } from '../metric.ts';
import { scored, unscored, type Judgement } from '../score.ts';
import type { Evidence } from '../evidence.ts';

/** Every constraint of the golden holds. The share that does, and what was violated where, is in the metadata. */
export const goldenAdherence = metricPlugin({
  name: 'golden_adherence',
  apiVersion: 1,
  options: z.strictObject({}),
  create: () => ({
    kind: 'pass_fail',
    judgesAnswer: true,
    score: (evidence) => [adherence(evidence)],
  }),
});

/** How an answer stands to the constraints of its golden. */
export function adherence({ golden, transcript }: Pick<Evidence, 'golden' | 'transcript'>): Judgement {
  if (golden === undefined) return unscored('no_expectation', 'The case has no golden.');
  // In the order in which they are checked: those of the whole, then turn by turn.
  const turns = [
    ...golden.constraints.map(() => null),
    ...golden.turns.flatMap(({ index, constraints }) => constraints.map(() => index)),
  ];
  const results = checkConstraints(golden, transcript);
  if (results.length === 0) return unscored('no_expectation', 'The golden has no constraint.');
  const violated = results.flatMap(({ id, kind, isMet, reason }, place) =>
    isMet ? [] : [{ id, kind, turn: turns[place] ?? null, reason }],
  );
  const share = 1 - violated.length / results.length;
  const [first] = violated;
  return scored(
    first === undefined ? 1 : 0,
    first === undefined ? `All ${results.length} constraints hold.` : `${first.id}: ${first.reason}`,
    { share, violated },
  );
}
