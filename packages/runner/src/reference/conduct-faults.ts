import { verdictOf } from '@covergrid/worlds';
import { answering } from './decision-faults.ts';
import type { Evidence } from './evidence.ts';
import { instead, type Fault } from './fault.ts';
import { claimOf } from './grants.ts';
import { answerOf } from './other-answer.ts';
import type { ScriptedTurn } from './scripted-session.ts';
import { answerWithOldValue } from './old-value.ts';
import { shiftAmounts } from './replace-value.ts';

/** Faults of agents that know the facts and handle the conversation badly. */
export const CONDUCT_FAULTS: readonly Fault[] = [
  {
    id: 'keeps-old-value',
    description: 'Goes on with what the customer said first, although they corrected it.',
    script: (evidence) => answering(evidence, answerWithOldValue(evidence)),
  },
  {
    id: 'never-clarifies',
    description: 'Asks nothing back where something is missing.',
    script: (evidence) => {
      const { turns } = evidence.golden;
      if (!turns.some(({ act }) => act === 'clarify')) return undefined;
      return instead(evidence, (turn, index) =>
        turns[index]?.act === 'clarify' ? { ...turn, reply: 'Thank you, I am looking into it.' } : turn,
      );
    },
  },
  {
    id: 'promises-the-impossible',
    description: 'Answers rightly, and adds that what was asked for is done although it is not.',
    script: (evidence) => {
      const claim = falseClaim(evidence);
      const right = evidence.perfect[evidence.answering];
      if (claim === undefined || right === undefined) return undefined;
      return answering(evidence, { ...right, reply: `${right.reply} ${claim}` });
    },
  },
  {
    id: 'escalates-everything',
    description: 'Hands over to a person, whatever is asked.',
    script: (evidence) => {
      if (evidence.golden.final_outcome.decision === 'escalate') return undefined;
      const calls = handOver(evidence);
      return instead(evidence, (_turn, index) => ({
        calls: index === 0 ? calls : [],
        reply: 'I am handing you over to a colleague, who will take care of it.',
        outcome: { decision: 'escalate', remedy: 'none' },
      }));
    },
  },
  {
    id: 'wrong-arithmetic',
    description: 'Is off by one dollar in every amount it states.',
    script: (evidence) => {
      // Amounts that need not be told may be told wrongly without harm to the request.
      if (!evidence.golden.must_communicate.some(({ kind }) => kind === 'money')) return undefined;
      return instead(evidence, (turn) => ({ ...turn, reply: shiftAmounts(turn.reply, 100) }));
    },
  },
];

/** What an approval would have done, said to be done where the right answer does it only in part or not at all. */
function falseClaim({ built, golden }: Evidence): string | undefined {
  if (verdictOf(golden.final_outcome.decision) === 'ALLOW') return undefined;
  const { outcomes, toolset } = built.playbook;
  const approval = outcomes.get('approve');
  if (approval === undefined) return undefined;
  const writes = approval.text.actions
    .map(({ tool }) => tool)
    .filter((tool) => toolset.writes.includes(tool));
  const isDone = writes.every((tool) => golden.expected_actions.some((action) => action.tool === tool));
  return isDone ? undefined : claimOf(approval.text.remedy);
}

/** The calls with which this domain hands over, where it has a way to. */
function handOver({ built }: Evidence): ScriptedTurn['calls'] {
  const [name] =
    [...built.playbook.outcomes].find(([, outcome]) => outcome.text.decision === 'escalate') ?? [];
  return name === undefined ? [] : (answerOf(built, name)?.calls ?? []);
}
