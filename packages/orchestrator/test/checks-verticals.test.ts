import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isCovergridError } from '@covergrid/core';
import { expect, test } from 'vitest';
import { writeGym } from '../../../tests/support/gym.ts';
import { checkVertical } from '../src/index.ts';
import { temporaryDirectory } from './support/directories.ts';

const FILES = {
  taxonomy: 'taxonomy.yaml',
  domain: 'domain-model.yaml',
  table: 'decision-table.yaml',
  behaviors: 'behaviors.yaml',
  playbook: 'playbooks/freezes.yaml',
} as const;

function gym(): string {
  const directory = temporaryDirectory();
  writeGym(directory);
  return directory;
}

/** What is found in a vertical: `file:line:column CODE message`, or what is thrown. */
async function findings(directory: string): Promise<string[]> {
  try {
    const { issues } = await checkVertical(directory);
    return issues.map(({ at, code, message }) => {
      const place = at && `${path.relative(directory, at.file)}:${at.line}:${at.column} `;
      return `${place ?? ''}${code} ${message}`;
    });
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return [`${error.code} ${error.message}`];
  }
}

/** Changes one place of a file of the gym; gives its directory and the place, as `line:column`, where `^` stands. */
function changed(file: keyof typeof FILES, from: string, to: string): { directory: string; place: string } {
  const directory = gym();
  const name = path.join(directory, FILES[file]);
  const text = readFileSync(name, 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`${FILES[file]} does not hold ${from}`);
  const mark = to.indexOf('^');
  const result = text.slice(0, at) + to.replace('^', '') + text.slice(at + from.length);
  writeFileSync(name, result);
  const before = result.slice(0, at + Math.max(0, mark));
  return { directory, place: `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}` };
}

test('the gym of the guide is sound', async () => {
  expect(await checkVertical(gym())).toMatchObject({
    id: 'gym',
    playbooks: ['freezes'],
    withoutPlaybook: [],
    issues: [],
  });
});

const MANY = (each: (index: number) => string): string =>
  Array.from({ length: 40 }, (_, i) => each(i)).join('');

test.each<[string, keyof typeof FILES, string, string, string, string]>([
  // Names
  [
    'a slot',
    'playbook',
    "'A membership may be",
    "^'A {{ memer.name }} membership may be",
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "member"?',
  ],
  [
    'a fact of a condition',
    'playbook',
    'class: owing, when: { owes',
    'class: owing, when: { ^ows',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "owes"?',
  ],
  [
    'an event of a tool',
    'playbook',
    'event: member.freeze',
    'event: ^member.freese',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "freeze"?',
  ],
  [
    'a domain',
    'playbook',
    'domain: freezes',
    'domain: ^freeze',
    'CONFIG_UNKNOWN_DOMAIN',
    'Did you mean "freezes"?',
  ],
  [
    'a path as a domain',
    'playbook',
    'domain: freezes',
    'domain: ^../../freezes',
    'CONFIG_INVALID',
    'domain must be',
  ],
  ['a path as the id of a vertical', 'taxonomy', 'id: gym', 'id: ^../gym', 'CONFIG_INVALID', 'id must be'],
  [
    'a path as the id of a policy',
    'playbook',
    '- id: freezes.length',
    '- id: ^../length',
    'CONFIG_INVALID',
    'policies[0].id must be',
  ],
  [
    'an axis of the decision table',
    'table',
    'axis: length',
    'axis: ^lenght',
    'CONFIG_UNKNOWN_AXIS',
    'Did you mean "length"?',
  ],
  [
    'a bin of the decision table',
    'table',
    'near: longest',
    'near: ^longst',
    'CONFIG_UNKNOWN_BIN',
    'Did you mean "longest"?',
  ],
  ['a behavior', 'behaviors', 'id: pushy', 'id: ^pushi', 'CONFIG_UNKNOWN_BEHAVIOR', 'Did you mean "pushy"?'],
  [
    'an act',
    'behaviors',
    'acts: [insist]',
    'acts: [^insst]',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "insist"?',
  ],
  [
    'a slot of all domains',
    'behaviors',
    'thank: [Thanks.',
    'thank: [^"Thanks, {{ memer.name }}."',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "member"?',
  ],
  // What is missing
  [
    'a bin without a class',
    'taxonomy',
    '{ id: owing }]',
    '{ id: owing }, { id: part }]',
    'DECISION_GAP',
    'stands for the bin "part"',
  ],
  [
    'two classes for a bin',
    'table',
    'paid: paid, owing: owing',
    'paid: paid, owing: owing, late: owing',
    'DECISION_CONFLICT',
    '2 classes',
  ],
  [
    'an axis that nothing expresses',
    'taxonomy',
    'axes:',
    'axes:\n  - { id: tone, name: Tone, bins: [{ id: calm }] }',
    'PLAYBOOK_INCOMPLETE',
    '"tone"',
  ],
  [
    'a pool without entries',
    'domain',
    'names: [Ada Moss, Bruno Hale, Chioma Reed, Dov Lane]',
    'names: ^[]',
    'CONFIG_INVALID',
    'at least 1 entry',
  ],
  [
    'an argument that an event needs',
    'playbook',
    'args: { weeks: $args.weeks }',
    '^args: {}',
    'PLAYBOOK_INCOMPLETE',
    'needs: "weeks"',
  ],
  [
    'the target of an event',
    'playbook',
    '    target: $args.member_id\n',
    '',
    'PLAYBOOK_CONTRADICTION',
    'needs a target',
  ],
  [
    'forms for the scenarios of a cell',
    'playbook',
    '(Put|Set)',
    'Set',
    'PLAYBOOK_INCOMPLETE',
    'The requests of "pushy" have 3 forms',
  ],
  [
    'a reply of the agent',
    'behaviors',
    '{ acts: [request], agent: answer }\n',
    '{ acts: [request], agent: ^clarify }\n',
    'PLAYBOOK_INCOMPLETE',
    'replies: {clarify: [...]}',
  ],
  [
    'a plan without a request',
    'behaviors',
    'acts: [request], agent: answer }]',
    'acts: [thank], agent: answer }]',
    'PLAYBOOK_INCOMPLETE',
    'has no `request`',
  ],
  // What never comes up
  [
    'a circumstance',
    'playbook',
    '- { id: ordinary, weight: 1 }',
    '- { id: ordinary, weight: 1 }\n  - ^{ id: ill, weight: 1, when: { length: { not: [short, longest, too-long] } } }',
    'PLAYBOOK_UNREACHABLE',
    '"ill" never came up',
  ],
  [
    'a class',
    'playbook',
    'when: { weeks_asked: 8 } }',
    'when: { weeks_asked: 8 } }\n    - ^{ class: near, when: { weeks_asked: 800 } }',
    'PLAYBOOK_UNREACHABLE',
    '"near" never came up',
  ],
  [
    'an override',
    'playbook',
    'outcomes:\n',
    'overrides:\n  - ^{ id: never, when: { owes: { above: 100000 } }, outcome: conditional }\noutcomes:\n',
    'PLAYBOOK_UNREACHABLE',
    '"never" never came up',
  ],
  [
    'an outcome',
    'playbook',
    'goals:\n',
    '  ^other: { decision: inform, remedy: none, reason_code: x, policies: [freezes.length], replies: [x], criteria: [a, b, c] }\ngoals:\n',
    'PLAYBOOK_UNREACHABLE',
    'gives "other"',
  ],
  [
    'one of several replies',
    'playbook',
    "replies: ['Your",
    "replies: [^'Until {{ member.frozen_until | date }}.', 'Your",
    'PLAYBOOK_UNREACHABLE',
    'Nobody ever says',
  ],
  [
    'one branch of a phrase',
    'playbook',
    'insist: [I really',
    "insist: [^'(Please|{{ member.frozen_until | date }}!)', I really",
    'PLAYBOOK_UNREACHABLE',
    'Nobody ever says',
  ],
  [
    'words under a key',
    'behaviors',
    'thank: [Thanks., Thank you.]',
    'thank: { sentense: [Thanks.] }',
    'PLAYBOOK_UNREACHABLE',
    'Did you mean "sentence"?',
  ],
  [
    'a guard of a tool',
    'playbook',
    '    reads: {',
    '    requires:\n      - { when: { ^args.member_id: { min: b, max: a } }, error: no, message: No. }\n    reads: {',
    'PLAYBOOK_UNREACHABLE',
    'nothing is at least b and at most a',
  ],
  // What contradicts itself
  [
    'a guard that stops the right answer',
    'playbook',
    '    event: member.freeze',
    '    requires:\n      - { when: { args.weeks: { above: 99 } }, error: no, message: No. }\n    event: member.freeze',
    'GOLDEN_UNPROVEN',
    '"replay" fails',
  ],
  [
    'a range and a class',
    'playbook',
    'short: [1, 7]',
    'short: [1, 9]',
    'GOLDEN_UNPROVEN',
    'The world is policy out, but the bin says within',
  ],
  [
    'a band and a range',
    'playbook',
    'out: { min: 9, max: 20 }',
    'out: ^{ min: 9, max: 30 }',
    'GOLDEN_UNPROVEN',
    'drawn from 9 to 20',
  ],
  [
    'a limit and its text',
    'playbook',
    'limit: 8 }',
    'limit: ^6 }',
    'PLAYBOOK_CONTRADICTION',
    'the text of the policy says nothing',
  ],
  [
    'a text and its limit',
    'playbook',
    'up to 8 weeks, once',
    'up to 6 weeks, once',
    'PLAYBOOK_CONTRADICTION',
    'The limit is 8',
  ],
  [
    'a band and the limit',
    'playbook',
    'within: { min: 1, max: 7 }, near: { min: 8, max: 8 }, out: { min: 9',
    '^within: { min: 1, max: 9 }, near: { min: 10, max: 10 }, out: { min: 11',
    'PLAYBOOK_CONTRADICTION',
    'beyond it on both sides',
  ],
  [
    'what is dealt and what is said',
    'behaviors',
    'acts: [insist]',
    'acts: [insist, slip-correct]',
    'PLAYBOOK_CONTRADICTION',
    'gives it no "slip"',
  ],
  [
    'a rule and the worlds',
    'domain',
    'entities:',
    'rules:\n  - { id: debt, severity: E, entity: member, description: Nobody owes., holds: { self.owes: 0 } }\nentities:',
    'WORLD_UNSOUND',
    'breaks the rule "debt"',
  ],
  [
    'the ends of the clock',
    'behaviors',
    'styles:',
    "clock: ^['2026-05-01T00:00:00Z', '2026-04-01T00:00:00Z']\nstyles:",
    'CONFIG_BAD_RANGE',
    'before it begins',
  ],
  // Phrases that reach or explode
  [
    'a prototype',
    'playbook',
    "'A membership may be",
    "^'A {{ constructor }} membership may be",
    'CONFIG_UNKNOWN_NAME',
    'no name "constructor"',
  ],
  [
    'the prototype of a record',
    'playbook',
    "'A membership may be",
    "^'A {{ member.__proto__.b }} membership may be",
    'CONFIG_UNKNOWN_NAME',
    'no field of "member" "__proto__"',
  ],
  [
    'a billion forms',
    'playbook',
    'insist: [I really',
    `insist: [^'${'(a|b|c|d|e|f|g|h|i|j)'.repeat(9)}', I really`,
    'CONFIG_INVALID',
    'has more than 100000 forms',
  ],
  [
    'a loop in a phrase',
    'playbook',
    'insist: [I really',
    "insist: [^'{% for i in (1..9) %}x{% endfor %}', I really",
    'CONFIG_INVALID',
    'there is no logic in phrases',
  ],
  // Formulas that loop or explode
  [
    'facts in a circle',
    'playbook',
    'weeks_asked: $weeks',
    'weeks_asked: ^$owes',
    'CONFIG_UNKNOWN_NAME',
    'no name "owes"',
  ],
  [
    'a step of itself',
    'playbook',
    'value: $draw.weeks',
    'value: ^$weeks',
    'CONFIG_UNKNOWN_NAME',
    'no name "weeks"',
  ],
  [
    'events in a circle',
    'domain',
    '        effects:\n',
    '        effects:\n          - { emit: member.freeze, target: $self.member_id, args: { weeks: 1 } }\n',
    'CONFIG_CYCLE',
    'member.freeze → member.freeze',
  ],
  [
    'a billion digits',
    'domain',
    "{ $code: 'G#####' }",
    '{ $digits: ^1000000000 }',
    'CONFIG_INVALID',
    'from 1 to 32',
  ],
  [
    'texts that double',
    'playbook',
    '  owes: $member.owes',
    `  owes: $member.owes\n  t0: x\n${MANY((i) => `  t${i + 1}: { $concat: [$t${i}, $t${i}] }\n`)}`,
    'FORMULA_TOO_LARGE',
    'The text of facts.t17',
  ],
  [
    'lists that double',
    'playbook',
    '  owes: $member.owes',
    `  owes: $member.owes\n  t0: x\n${MANY((i) => `  t${i + 1}: [$t${i}, $t${i}]\n`)}`,
    'FORMULA_TOO_LARGE',
    'The value of facts.t13',
  ],
  [
    'fields that double',
    'domain',
    '    fields:',
    `    let:\n      t0: x\n${MANY((i) => `      t${i + 1}: [$t${i}, $t${i}]\n`)}    fields:`,
    'FORMULA_TOO_LARGE',
    'The value of member.let.t13',
  ],
  [
    'loops in loops',
    'playbook',
    '  owes: $member.owes',
    '  owes: $member.owes\n  t: { $map: [[1], { $map: [[1], { $map: [[1], 1] }] }] }',
    'CONFIG_INVALID',
    'more than 2 loops',
  ],
  // Tools whose schema is none
  [
    'a type that is none',
    'playbook',
    'weeks: { type: integer',
    'weeks: { type: ^int',
    'CONFIG_INVALID',
    'not "int"',
  ],
  [
    'a keyword that is none',
    'playbook',
    'minimum: 1, maximum: 8',
    'minimum: 1, ^most: 8',
    'CONFIG_UNKNOWN_KEY',
    '"most"',
  ],
  [
    'bounds that nothing keeps',
    'playbook',
    'minimum: 1, maximum: 8',
    'minimum: 9, maximum: ^8',
    'CONFIG_BAD_RANGE',
    'below the minimum',
  ],
  [
    'an unknown required argument',
    'playbook',
    'required: [member_id, weeks]',
    '^required: [member_id, week]',
    'CONFIG_UNKNOWN_NAME',
    'Did you mean "weeks"?',
  ],
  // Files that are no files
  [
    'a control character',
    'playbook',
    'Freezing a membership',
    'Freezing a ^\0membership',
    'CONFIG_SYNTAX',
    'control character',
  ],
  [
    'aliases that explode',
    'playbook',
    'schema: covergrid/playbook@1',
    `a: &a0 [x, x]\n${MANY((i) => `b${i}: &a${i + 1} [*a${i}, *a${i}, *a${i}]\n`)}schema: covergrid/playbook@1`,
    'CONFIG_ALIAS_LIMIT',
    '200000',
  ],
  [
    'five megabytes',
    'playbook',
    'schema: covergrid/playbook@1',
    `^# ${'x'.repeat(5_000_000)}\nschema: covergrid/playbook@1`,
    'CONFIG_TOO_LARGE',
    'larger than 4 MiB',
  ],
])('finds %s', async (_, file, from, to, code, message) => {
  const { directory, place } = changed(file, from, to);
  const found = await findings(directory);
  const wanted = to.includes('^') ? `${FILES[file]}:${place} ${code} ` : `${code} `;
  expect(found).toContainEqual(expect.stringContaining(wanted));
  expect(found.join('\n')).toContain(message);
  expect(found.filter((line) => !/^[\w/.-]+:\d+:\d+ /.test(line))).toEqual([]);
});

test('a playbook that cannot be read brings no findings about the rest', async () => {
  const { directory } = changed('playbook', 'insist: [I really', "insist: ['(a|', I really");
  expect(await findings(directory)).toHaveLength(1);
});

test.each<[string, (at: (name: string) => string) => void, string]>([
  [
    'two playbooks for a domain',
    (at) => cpSync(at(FILES.playbook), at('playbooks/more.yaml')),
    'CONFIG_DUPLICATE_ID "freezes" has a playbook already',
  ],
  ['a missing file', (at) => rmSync(at(FILES.table)), 'INPUT_NOT_FOUND There is no file'],
  [
    'a misnamed file',
    (at) => renameSync(at(FILES.behaviors), at('behaviours.yml')),
    '"behaviours.yml" stands there, which nothing reads.',
  ],
  [
    'a misnamed playbook',
    (at) => renameSync(at(FILES.playbook), at('playbooks/freezes.json')),
    '"freezes.json" stands there, which nothing reads.',
  ],
  [
    'a misnamed directory',
    (at) => renameSync(at('playbooks'), at('playbook')),
    '"playbook" stands there, which nothing reads.',
  ],
  [
    'a directory in place of a file',
    (at) => (rmSync(at(FILES.table)), mkdirSync(at(FILES.table))),
    'INPUT_NOT_A_FILE',
  ],
  ['a directory in place of a playbook', (at) => mkdirSync(at('playbooks/x.yaml')), 'INPUT_NOT_A_FILE'],
  [
    'a file in place of the playbooks',
    (at) => (rmSync(at('playbooks'), { recursive: true }), writeFileSync(at('playbooks'), '')),
    'INPUT_NOT_A_DIRECTORY',
  ],
  [
    'a pipe',
    (at) => (rmSync(at(FILES.table)), execFileSync('mkfifo', [at(FILES.table)])),
    'INPUT_NOT_A_FILE',
  ],
  [
    'a link out of the vertical',
    (at) => symlinkSync('/etc/hosts', at('playbooks/hosts.yaml')),
    'INPUT_OUTSIDE',
  ],
  [
    'a linked directory',
    (at) => (rmSync(at('playbooks'), { recursive: true }), symlinkSync('/etc', at('playbooks'))),
    'INPUT_OUTSIDE',
  ],
  ['a link that leads nowhere', (at) => symlinkSync('nowhere', at('playbooks/x.yaml')), 'INPUT_NOT_FOUND'],
])('%s', async (_, spoil, finding) => {
  const directory = gym();
  spoil((name) => path.join(directory, name));
  expect((await findings(directory)).join('\n')).toContain(finding);
});

test('a link within the vertical is followed, and so is one to it', async () => {
  const directory = gym();
  const behind = path.join(temporaryDirectory(), 'linked');
  renameSync(path.join(directory, FILES.playbook), path.join(directory, 'elsewhere.yaml'));
  symlinkSync('../elsewhere.yaml', path.join(directory, FILES.playbook));
  symlinkSync(directory, behind);
  expect(await checkVertical(behind)).toMatchObject({ playbooks: ['freezes'], issues: [] });
});

test('three domains that share a request', async () => {
  const directory = gym();
  const at = (name: string): string => path.join(directory, name);
  const more = ['pauses', 'breaks'];
  const rows = more.map((id) => `\n  - { id: ${id}, name: ${id} }`).join('');
  writeFileSync(
    at(FILES.taxonomy),
    readFileSync(at(FILES.taxonomy), 'utf8').replace('domains:', `domains:${rows}`),
  );
  const playbook = readFileSync(at(FILES.playbook), 'utf8');
  for (const id of more)
    writeFileSync(at(`playbooks/${id}.yaml`), playbook.replace('domain: freezes', `domain: ${id}`));
  const found = await findings(directory);
  expect(found).toHaveLength(2);
  for (const line of found) expect(line).toMatch(/^playbooks\/\w+\.yaml:\d+:\d+ PLAYBOOK_SHARED_WORDING /);
});
