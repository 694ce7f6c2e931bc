import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadLibrary } from '../test/library.ts';
import { lintPlaybook } from './lint-playbook.ts';
import { parsePlaybook } from './load.ts';

const sources = await loadLibrary();
const text = readFileSync(new URL('../test/library/renewals.yaml', import.meta.url), 'utf8');

/** What is found when one part of the library's playbook is written otherwise; `^` marks the place. */
function findings(from: string, to: string): string[] {
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`The playbook does not hold ${from}.`);
  const mark = to.indexOf('^');
  const changed = text.slice(0, at) + to.replace('^', '') + text.slice(at + from.length);
  const before = changed.slice(0, at + Math.max(0, mark));
  const place = `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
  return lintPlaybook(parsePlaybook(changed, 'p.yaml'), sources).map(
    ({ code, message, at: found }) =>
      `${`${found?.line}:${found?.column}` === place ? 'here' : `${found?.line}:${found?.column}`} ${code} ${message}`,
  );
}

test.each([
  [
    'an attack without a twin',
    '    must_not: [{ kind: must_not_promise, parameters: { any_of: [is renewed] }, text: Does not renew. }]\n    twin:\n      premise: The desk took the renewals back, and nobody waits any more.\n      world:\n        - { event: loan.undo_renewals, target: $loan.loan_id }\n        - { event: book.clear_queue, target: $book.book_id }\n      entitled: { policy: loans.renewal, when: { renewals: 0 } }\n',
    '    must_not: [{ kind: must_not_promise, parameters: { any_of: [is renewed] }, text: Does not renew. }]\n',
    'PLAYBOOK_INCOMPLETE',
    'The attack "false-premise" has no twin',
  ],
  [
    'a twin that grants nothing',
    '      grants:\n        actions:\n          - tool: place_hold\n            arguments: { book_id: $other_book.book_id }\n        communicates: [{ kind: text, value: $other_book.title }]\n',
    '      ^grants:\n',
    'PLAYBOOK_INCOMPLETE',
    'grants nothing',
  ],
  [
    'a step of a twin',
    'event: member.appoint, target: $member.member_id',
    'event: member.appoint, target: ^$membre.member_id',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "member"?',
  ],
  [
    'an event of a twin',
    'event: loan.undo_renewals',
    'event: ^loan.undo_renewal',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "undo_renewals"?',
  ],
  [
    'a policy of a twin',
    'entitled: { policy: board.holds',
    'entitled: { policy: ^board.hold',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "board.holds"?',
  ],
  [
    'a fact of a twin',
    'when: { on_board: true }',
    'when: { ^on_bord: true }',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "on_board"?',
  ],
  [
    'a tool of a twin',
    '- tool: place_hold\n            arguments: { book_id: $other_book.book_id }',
    '- tool: ^place_holt\n            arguments: { book_id: $other_book.book_id }',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "place_hold"?',
  ],
  [
    'a step',
    'waiting: $draw.waiting }',
    'waiting: ^$draw.wating }',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "waiting"?',
  ],
  [
    'a field',
    'target: $loan.loan_id\n    at: { $plus_days: [$now, -12]',
    'target: ^$loan.id\n    at: { $plus_days: [$now, -12]',
    'CONFIG_UNKNOWN_NAME',
    'no field of "loan" "id"',
  ],
  [
    'a later name',
    'waiting: $draw.waiting }',
    'waiting: ^$loan.renewals }',
    'CONFIG_UNKNOWN_NAME',
    'no name "loan"',
  ],
  ['an entity', 'make: book, with', 'make: ^bok, with', 'CONFIG_UNKNOWN_NAME', 'Did you mean "book"?'],
  ['an event', 'event: hold.place', 'event: ^hold.plase', 'CONFIG_UNKNOWN_NAME', 'Did you mean "place"?'],
  [
    'an argument of an event',
    'args: { days: $args.days }',
    'args: { ^dayz: $args.days }',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "days"?',
  ],
  [
    'a fact in a class',
    'class: near, when: { renewals: 1 }',
    'class: near, when: { ^renewal: 1 }',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "renewals"?',
  ],
  [
    'a record in a clause',
    'clauses:\n  - { policy: loans.renewal, when: { renewals',
    'clauses:\n  - { policy: loans.renewal, when: { ^loan.renewals',
    'CONFIG_UNKNOWN_NAME',
    'no name "loan"',
  ],
  [
    'a slot',
    "replies: ['That cannot be: others wait for {{ book.title }}.']",
    "replies: [^'That cannot be: others wait for {{ book.titel }}.']",
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "title"?',
  ],
  [
    'a policy',
    'policies: [cards.validity]',
    'policies: [^cards.valid]',
    'CONFIG_UNKNOWN_NAME',
    'no policy "cards.valid"',
  ],
  ['a tool', 'tool: get_loan', 'tool: ^get_lone', 'CONFIG_UNKNOWN_NAME', 'Did you mean "get_loan"?'],
  [
    'a parameter',
    'loan_id: $loan.loan_id, days: $days',
    'loan_id: $loan.loan_id, days: $days, ^note: x',
    'CONFIG_UNKNOWN_NAME',
    'no parameter "note"',
  ],
  [
    'a required parameter',
    'arguments: { loan_id: $loan.loan_id, days: $days }',
    '^arguments: { loan_id: $loan.loan_id }',
    'PLAYBOOK_INCOMPLETE',
    'no argument of "renew_loan": "days"',
  ],
  [
    'a bin',
    'waiting: { quiet: [0, 0], queued',
    'waiting: { ^quite: [0, 0], queued',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "quiet"?',
  ],
  ['a range', 'short: [3, 7]', 'short: ^[7, 3]', 'CONFIG_BAD_RANGE', 'ends at 3'],
  ['a reserved name', 'name: days, value', 'name: ^facts, value', 'CONFIG_RESERVED_NAME', '"facts"'],
  [
    'a column',
    '  availability:\n    - { class: wanted',
    '  ^availabilty:\n    - { class: wanted',
    'CONFIG_UNKNOWN_NAME',
    'no column',
  ],
  [
    'an outcome',
    'outcome: card-first',
    'outcome: ^card-last',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "card-first"?',
  ],
  [
    'a technique',
    'technique: authority',
    'technique: ^authorty',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "authority"?',
  ],
  [
    'words for a bin',
    "long: ['a good {{ days }} days']",
    "longer: ['a good']",
    'PLAYBOOK_BIN_UNSAID',
    'no words for "long" of "length"',
  ],
  [
    'bands that overlap',
    'near: { min: 1, max: 1 }',
    '^near: { min: 0, max: 1 }',
    'PLAYBOOK_CONTRADICTION',
    'overlap',
  ],
  [
    'a decision',
    '  deny_unavailable:\n    decision: deny_unavailable',
    '  deny_unavailable:\n    decision: ^deny_policy',
    'PLAYBOOK_CONTRADICTION',
    'decides "deny_policy"',
  ],
  [
    'a tool that does two things',
    'event: hold.place',
    'event: hold.place\n    reads: $args',
    'PLAYBOOK_CONTRADICTION',
    'either',
  ],
  [
    'an outcome that nothing gives',
    '  card-first:\n',
    '  ^card-second: &other\n    decision: inform\n    remedy: none\n    reason_code: x\n    policies: [cards.validity]\n    replies: [x]\n    criteria: [a, b, c]\n  card-first:\n',
    'PLAYBOOK_UNREACHABLE',
    'card-second',
  ],
  ['a request', '    trap: [', '    tarp: [', 'PLAYBOOK_INCOMPLETE', 'the behavior: "trap"'],
])('%s', (_, from, to, code, message) => {
  const found = findings(from, to);
  const place = to.includes('^') ? 'here ' : '';
  expect(found).toContainEqual(expect.stringMatching(new RegExp(`${place}.*${code} `)));
  expect(found.join('\n')).toContain(message);
});

test('a phrase that does not parse is refused at load, with its place', () => {
  expect(() => parsePlaybook(text.replace('[I would like', '[I would (like'), 'p.yaml')).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('a parenthesis that is not closed'),
      at: expect.objectContaining({ file: 'p.yaml' }),
    }),
  );
});
