import type { Evidence } from '../evidence.ts';
import { unscored, type Judgement } from '../score.ts';

/**
 * Judges replies against the right ones: the whole by the expected text where the case has one, else each turn by the
 * reference reply of the golden. A turn without a reply is judged as an empty one.
 */
export function againstText(
  { case: { expected }, golden, lastReply, transcript }: Evidence,
  judge: (reply: string, right: string) => Judgement,
): Judgement[] {
  if (expected?.text !== undefined) return [judge(lastReply, expected.text)];
  if (golden === undefined)
    return [unscored('no_expectation', 'The case has neither an expected text nor a golden.')];
  return golden.turns.map(({ index, reference_reply }) => ({
    ...judge(transcript.turns[index]?.reply ?? '', reference_reply),
    turn: index,
  }));
}
