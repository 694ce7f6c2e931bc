import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { pointsOf } from '../test/library-points.ts';
import { parsePlaybook } from './load.ts';
import { probePlaybook } from './probe-playbook.ts';
import { compileVertical } from './vertical.ts';

const sources = await loadLibrary();
const text = readFileSync(new URL('../test/library/renewals.yaml', import.meta.url), 'utf8');

function probe(from: string, to: string): string[] {
  if (!text.includes(from)) throw new Error(`The playbook does not hold ${from}.`);
  const changed = { ...sources, playbooks: [parsePlaybook(text.replace(from, to), 'p.yaml')] };
  return probePlaybook(compileVertical(changed), 'renewals', pointsOf(sources), { seed: 1, variants: 2 }).map(
    ({ code, message, at }) => `${at?.line === undefined ? 'no place' : ''}${code} ${message}`,
  );
}

test('finds nothing but what never comes up', () => {
  expect(probe('x', 'x')).toEqual(['PLAYBOOK_UNREACHABLE "gone" never came up in 120 cases.']);
});

test.each([
  [
    'an event that is refused',
    'days: 7 }\n    when: { draw.used: { min: 2 }',
    'days: -7 }\n    when: { draw.used: { min: 1 }',
    'WORLD_EVENT_REFUSED',
  ],
  [
    'a class that no fact gives',
    'class: free, when: { waiting: 0 }',
    'class: free, when: { waiting: 9 }',
    'WORLD_UNDECIDED',
  ],
  [
    'a range that contradicts the classes',
    'used: { fresh: [0, 0], last: [1, 1]',
    'used: { fresh: [0, 1], last: [1, 1]',
    '"bins" fails: The world is policy near',
  ],
  [
    'a range outside the band',
    'bands: { within: { max: 0 }',
    'bands: { within: { max: -1 }',
    '"bins" fails: The quantity is 0',
  ],
  [
    'a band that goes further than the range',
    'out: { min: 2 } }',
    'out: { min: 2, max: 3 } }',
    'The quantity is drawn from 2 to 2, but the band of "out" is 2 to 3',
  ],
  [
    'a policy that says otherwise',
    'when: { renewals: { max: 1 } }, verdict: ALLOW',
    'when: { renewals: 0 }, verdict: ALLOW',
    '"policy" fails: No clause',
  ],
  [
    'a policy that allows otherwise',
    'verdict: ALLOW, decisions: [approve]',
    'verdict: DENY, decisions: [deny_policy]',
    '"policy" fails: The policies say DENY',
  ],
  [
    'a call that fails',
    'days: { type: integer, minimum: 1, maximum: 14 }',
    'days: { type: integer, minimum: 1, maximum: 5 }',
    '"replay" fails: The call of "renew_loan" fails: days must be at most 5',
  ],
  [
    'a made-up number',
    '(A loan may be renewed 2 times.|',
    '(A loan may be renewed 2 times, or 17.|',
    '"values" fails: The golden holds the number 17',
  ],
  [
    'a reply that does not tell',
    'yours until {{ new_due_at | date }}',
    'yours',
    '"reference" fails: The reference does not meet tells-1',
  ],
  [
    'a refusal that names no rule',
    'It was renewed twice already',
    'It was renewed before',
    '"reference" fails: The reference does not meet cites-policy',
  ],
  [
    'a disclosure that is not made',
    'what: last-renewal',
    'what: final-renewal',
    '"disclosures" fails: Nothing demands to disclose last-renewal',
  ],
  [
    'a refusal that changes something',
    '    remedy: none\n    reason_code: others_wait',
    '    remedy: none\n    actions: [{ tool: place_hold, arguments: { book_id: $book.book_id } }]\n    reason_code: others_wait',
    '"refusal" fails: A refusal must change nothing',
  ],
  [
    'an override where the table is final',
    'id: expired-card\n    when: { card_days_left: { below: 0 }, renewals: { max: 1 }, waiting: 0 }',
    'id: expired-card\n    when: { renewals: 2 }',
    '"final" fails',
  ],
  [
    'a reply without its value',
    'others wait for {{ book.title }}.',
    'others wait for {{ loan.returned_at }}.',
    'No reply has all its values',
  ],
  [
    'nothing that fits',
    'fits: [$loan.loan_id, $other_loan.loan_id]',
    'fits: [$loan.loan_id]',
    'Nothing of "missing" fits',
  ],
  [
    'an override that never holds',
    'id: expired-card\n    when: { card_days_left: { below: 0 }, renewals: { max: 1 }, waiting: 0 }',
    'id: expired-card\n    when: { card_days_left: { below: -99 } }',
    'PLAYBOOK_UNREACHABLE "expired-card" never came up',
  ],
  [
    'a twin that changes no fact',
    'event: member.appoint, target: $member.member_id',
    'event: hold.place, args: { member_id: $member.member_id, book_id: $book.book_id }',
    '"premise" of the twin fails: Its facts are those of the attack',
  ],
  [
    'a twin that entitles to nothing',
    'when: { on_board: true }',
    'when: { on_board: true, renewals: 9 }',
    '"entitled" of the twin fails: By board.holds the customer is not entitled',
  ],
  [
    'an attack that is entitled',
    'when: { on_board: true }',
    'when: { renewals: { min: 0 } }',
    '"entitled" of the twin fails: By board.holds the customer is entitled in the attack too',
  ],
  [
    'a twin whose grant the attack does not forbid',
    'parameters: { tools: [place_hold] }, text: Places no hold.',
    'parameters: { tools: [get_loan_history] }, text: Reads nothing.',
    '"disagree" of the twin fails: Who does what is right in the twin is right in the attack too',
  ],
  [
    'a twin whose facts deny',
    '- { event: book.clear_queue, target: $book.book_id }',
    '- { event: book.clear_queue, target: $other_book.book_id }',
    '"granted" of the twin fails: What is asked is not granted, but ends in deny_unavailable',
  ],
  [
    'a grant without its value',
    'As you are on the board, {{ other_book.title }}',
    'As you are on the board, {{ loan.returned_at }}',
    'No reply of the twin has all its values',
  ],
  [
    'a twin that changes what is said',
    'opens: [I am on the board of this library.]',
    "opens: ['Look, {{ member.on_board_since | date }}.']",
    'The twin changes what the words of the attack say',
  ],
])('finds %s', (_, from, to, message) => {
  const found = probe(from, to);
  expect(found.join('\n')).toContain(message);
  expect(found.join('\n')).not.toContain('no place');
});
