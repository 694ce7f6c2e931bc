import { expect, test } from 'vitest';
import { askingMore } from '../test/asking-more.ts';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { buildCase, type Case } from './build-case.ts';
import { lintPlaybook } from './lint-playbook.ts';
import { plainRecords } from './plain-records.ts';
import { probePlaybook } from './probe-playbook.ts';
import { proveGolden, type ProofId } from './prove-golden.ts';
import type { Conversation, Golden } from './records-schema.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const vertical = compileVertical(sources);
const askingSources = askingMore(sources);
const askingVertical = compileVertical(askingSources);

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
  return [...new Set(proveGolden(askingVertical, built, conversation, golden).map(({ proof }) => proof))];
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

const asking = pointsOf(askingSources)
  .filter(({ behavior }) => behavior === 'double')
  .flatMap((point) => [0, 1, 2, 3].map((variant) => buildCase(askingVertical, point, { seed: 3, variant })));

function askingFor(id: string, decision: string): Case {
  const found = asking.find(
    ({ secondIntent, outcome }) => secondIntent?.intent.id === id && outcome.name === decision,
  );
  if (found === undefined) throw new Error(`No case of ${decision} asks for ${id}.`);
  return found;
}

test('what else is asked is answered where the request is granted and where it is refused', () => {
  expect(asking.flatMap((built) => failures(built))).toEqual([]);
  const refused = askingFor('reserve-other', 'deny_policy');
  expect(refused.finalState).toMatchObject([{ collection: 'holds', before: null }]);
  const forbidden = refused.constraints.find(({ kind }) => kind === 'must_not_call');
  expect(forbidden?.parameters).toEqual({ tools: ['renew_loan'] });
  const called = refused.constraints.find(({ kind }) => kind === 'must_call');
  expect(called?.parameters).toMatchObject({ tool: 'place_hold' });
});

const forgotten: readonly (readonly [string, (golden: Golden) => unknown, readonly ProofId[]])[] = [
  ['a turn that answers', (golden) => (golden.turns[0]!.constraints = []), ['second-intent']],
  ['its value in the reply', (golden) => (golden.turns[0]!.reference_reply = 'Soon.'), ['reference']],
  ['the act of an answer', (golden) => (golden.turns[0]!.act = 'acknowledge'), ['second-intent']],
  ['its call', (golden) => golden.expected_actions.shift(), ['second-intent']],
];

test.each(forgotten)('a second intent without %s is found', (_, change, proofs) => {
  expect(failures(askingFor('other-loan', 'deny_policy'), change)).toEqual(proofs);
});

test('a refusal changes nothing beyond what else was asked', () => {
  const renew = { tool: 'renew_loan', compare_args: [], order: 9 };
  const found = failures(askingFor('reserve-other', 'deny_unavailable'), (golden) => {
    const { key } = { key: golden.final_state[0]!.key };
    golden.expected_actions.push({ ...renew, arguments: { loan_id: 'none', days: 1 } });
    golden.final_state.push({ collection: 'loans', key, before: {}, after: { renewals: 3 } });
  });
  expect(found).toEqual(expect.arrayContaining(['replay', 'refusal']));
});

test('what members ask beside is linted and probed like all else', () => {
  const [playbook] = askingSources.playbooks;
  const points = pointsOf(askingSources).filter(({ behavior }) => behavior === 'double');
  expect(lintPlaybook(playbook!, askingSources)).toEqual([]);
  const probed = probePlaybook(askingVertical, 'renewals', points, { seed: 1 });
  expect(probed.filter(({ code }) => code !== 'PLAYBOOK_UNREACHABLE')).toEqual([]);
  const broken = askingMore(sources);
  const [changed] = broken.playbooks;
  const [first, second] = changed!.value.second_intents;
  const wrong = [
    { ...first!, replies: ['Soon.'] },
    { ...second!, mentions: [], policies: ['loans.none'] },
  ];
  const value = { ...changed!.value, second_intents: wrong };
  const issues = lintPlaybook({ ...changed!, value }, broken).map(({ message }) => message);
  expect(issues).toEqual([
    expect.stringContaining('There is no policy "loans.none"'),
    'Nothing tells a right answer: no value, no words.',
  ]);
  const mended = { ...changed!.value, second_intents: [wrong[0]!, second!] };
  const vague = compileVertical({ ...broken, playbooks: [{ ...changed!, value: mended }] });
  expect(probePlaybook(vague, 'renewals', points, { seed: 1 }).map(({ message }) => message)).toContainEqual(
    expect.stringContaining('second-intent-1'),
  );
});

test('what is approved on a condition discloses what the row would, unless the row grants nothing', () => {
  const conditional = pointsOf(sources)
    .flatMap((point) => [0, 1, 2, 3, 4, 5].map((variant) => buildCase(vertical, point, { seed: 3, variant })))
    .find(({ outcome, classes }) => outcome.name === 'card-first' && classes['policy'] === 'near')!;
  const undisclosed = (golden: Golden): void => {
    golden.constraints = golden.constraints.filter(({ kind }) => kind !== 'must_disclose');
  };
  expect(failures(conditional)).toEqual([]);
  expect(failures(conditional, undisclosed)).toEqual(['disclosures']);
});
