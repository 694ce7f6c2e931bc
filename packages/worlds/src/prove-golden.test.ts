import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase, type Case } from './build-case.ts';
import { plainRecords } from './plain-records.ts';
import { proveGolden, type ProofId } from './prove-golden.ts';
import type { Conversation, Golden } from './records-schema.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);

function caseOf(outcome: string): Case {
  for (const point of pointsOf(sources)) {
    const built = buildCase(vertical, point, { seed: 3 });
    if (built.outcome.name === outcome) return built;
  }
  throw new Error(`No case has the outcome ${outcome}.`);
}

function failures(
  built: Case,
  change: (golden: Golden, conversation: Conversation) => void = () => undefined,
): ProofId[] {
  const reply = built.outcome.replies[0]?.render(0, built.names) ?? '';
  const { conversation, golden } = structuredClone(plainRecords(built, 'Hello', reply));
  change(golden, conversation);
  return [...new Set(proveGolden(vertical, built, conversation, golden).map(({ proof }) => proof))];
}

test.each(['approve', 'deny_policy', 'deny_unavailable', 'card-first'])(
  'the golden of %s is proven',
  (outcome) => {
    expect(failures(caseOf(outcome))).toEqual([]);
  },
);

const mutants: [name: string, outcome: string, change: Parameters<typeof failures>[1], proofs: ProofId[]][] =
  [
    ['another conversation', 'approve', (golden) => (golden.conversation_id = 'other'), ['aligned']],
    [
      'a turn too many',
      'approve',
      (golden) => golden.turns.push({ ...golden.turns[0]!, index: 1 }),
      ['aligned'],
    ],
    [
      'a swapped decision',
      'approve',
      (golden) => (golden.final_outcome.decision = 'deny_policy'),
      ['outcome', 'policy', 'refusal'],
    ],
    [
      'a swapped verdict',
      'approve',
      (golden) => (golden.final_outcome.verdict = 'DENY'),
      ['outcome', 'policy'],
    ],
    ['an action less', 'approve', (golden) => golden.expected_actions.pop(), ['replay', 'reference']],
    [
      'an action that fails',
      'approve',
      (golden) => (golden.expected_actions[1]!.arguments['days'] = 99),
      ['replay', 'reference'],
    ],
    [
      'another final state',
      'approve',
      (golden) => (golden.final_state[0]!.after!['renewals'] = 7),
      ['replay'],
    ],
    [
      'a made-up date',
      'approve',
      (golden) => golden.evaluation_criteria.push('By March 1, 1999.'),
      ['values'],
    ],
    [
      'a made-up amount',
      'approve',
      (golden) => golden.evaluation_criteria.push('It costs $7,777.'),
      ['values'],
    ],
    ['no constraint', 'approve', (golden) => (golden.constraints = []), ['not-empty', 'not-echo']],
    [
      'a reply that does not tell',
      'approve',
      (golden) => (golden.turns[0]!.reference_reply = 'Done.'),
      ['reference'],
    ],
    [
      'an answer that the customer gives',
      'deny_policy',
      (golden, { turns }) => (turns[0]!.text = golden.turns[0]!.reference_reply),
      ['not-echo'],
    ],
    [
      'a refusal that cites nothing',
      'deny_policy',
      (golden) => (golden.constraints = golden.constraints.filter(({ kind }) => kind !== 'must_cite_policy')),
      ['not-empty', 'not-echo', 'refusal'],
    ],
    [
      'a refusal that lets write',
      'deny_policy',
      (golden) => (golden.constraints = golden.constraints.filter(({ kind }) => kind !== 'must_not_call')),
      ['no-writes'],
    ],
    ['another bin', 'approve', (_, conversation) => (conversation.axes['demand'] = 'queued'), ['bins']],
    [
      'another world',
      'approve',
      (golden, conversation) => {
        const [changed] = golden.final_state;
        const loans = conversation.world['loans'] as Record<string, Record<string, number>>;
        loans[changed!.key]!['renewals'] = 2;
      },
      ['outcome', 'bins', 'replay', 'policy'],
    ],
  ];

test.each(mutants)('%s is found', (_, outcome, change, proofs) => {
  expect(failures(caseOf(outcome), change)).toEqual(proofs);
});
