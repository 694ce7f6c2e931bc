import { equalJson } from '@covergrid/testdata';
import { checkConstraints, diffState, replay, type Transcript } from '@covergrid/worlds';
import type { RunCase } from '../src/index.ts';

/** All that speaks against a transcript: constraints that are not met, and another state than the right one. */
export function objections({ reference, world }: RunCase, transcript: Transcript): string[] {
  const { golden } = reference!;
  const { state, toolset, session } = world!;
  const calls = transcript.turns.flatMap((turn) => turn.calls);
  const isRight = equalJson(
    diffState(state, replay(toolset, state, calls, session).state),
    golden.final_state,
  );
  return [
    ...checkConstraints(golden, transcript)
      .filter(({ isMet }) => !isMet)
      .map(({ id, reason }) => `${id}: ${reason}`),
    ...(isRight ? [] : ['state: The calls lead to another state.']),
  ];
}
