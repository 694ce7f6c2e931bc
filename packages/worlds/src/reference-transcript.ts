import type { Golden } from './records-schema.ts';
import type { Transcript } from './transcript.ts';

/** What a golden says is right, as an agent would do it: the reference replies, and the expected calls in the last turn. */
export function referenceTranscript({ turns, expected_actions }: Golden): Transcript {
  const calls = expected_actions.map(({ tool, arguments: given }) => ({ tool, arguments: given }));
  const last = turns.length - 1;
  return {
    turns: turns.map(({ reference_reply }, index) => ({
      reply: reference_reply,
      calls: index === last ? calls : [],
    })),
  };
}
