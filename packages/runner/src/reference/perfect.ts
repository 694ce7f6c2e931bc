import type { Golden } from '@covergrid/worlds';
import type { ScriptedTurn } from './scripted-session.ts';

/** The turn at which the request is decided: the last that is to be answered. */
export function answeringTurn({ turns }: Pick<Golden, 'turns'>): number {
  const answering = turns.findLastIndex(({ act }) => act === 'answer');
  return answering === -1 ? turns.length - 1 : answering;
}

/**
 * What the agent does that is always right: the golden's reply to each turn, its actions where the request is decided,
 * and its final outcome, stated.
 */
export function perfectScript(
  golden: Pick<Golden, 'turns' | 'expected_actions' | 'final_outcome'>,
): ScriptedTurn[] {
  const answering = answeringTurn(golden);
  const calls = golden.expected_actions
    .toSorted((a, b) => a.order - b.order)
    .map((action) => ({ tool: action.tool, arguments: action.arguments }));
  return golden.turns.map(({ reference_reply: reply }, index) =>
    index === answering ? { calls, reply, outcome: golden.final_outcome } : { calls: [], reply },
  );
}
