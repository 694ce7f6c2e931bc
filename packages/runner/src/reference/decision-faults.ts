import { answerMistaking, answerOf } from './other-answer.ts';
import type { Evidence } from './evidence.ts';
import { instead, type Fault } from './fault.ts';
import type { ScriptedTurn } from './scripted-session.ts';

/** Faults of agents that take the facts for others than they are. The classes are those of the decision table. */
export const DECISION_FAULTS: readonly Fault[] = [
  {
    id: 'ignores-policy-limit',
    description:
      'Answers as if the request were well within the limit of the policy, and speaks of no limit.',
    script: (evidence) => answering(evidence, answerMistaking(evidence, { policy: 'within' })),
  },
  {
    id: 'ignores-stock',
    description: 'Answers as if there were plenty in stock.',
    script: (evidence) => answering(evidence, answerMistaking(evidence, { availability: 'in-stock' })),
  },
  {
    id: 'substitutes-brand',
    description: 'Offers another brand as if the customer did not mind.',
    script: (evidence) => answering(evidence, answerMistaking(evidence, { brand: 'none' })),
  },
];

/** The perfect script, with another answer where the request is decided. */
export function answering(
  evidence: Evidence,
  answer: ScriptedTurn | undefined,
): readonly ScriptedTurn[] | undefined {
  if (answer === undefined) return undefined;
  return instead(evidence, (turn, index) => (index === evidence.answering ? answer : turn));
}

/** What the decision table says where an override has turned down who could not be verified. */
export function answerUnverified({ built, golden }: Evidence): ScriptedTurn | undefined {
  if (golden.final_outcome.decision !== 'deny_unverified') return undefined;
  return answerOf(built, built.row.decision);
}
