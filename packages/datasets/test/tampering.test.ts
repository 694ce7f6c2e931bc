import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../../tests/support/collect.ts';
import { libraryPoints, loadLibrary } from '../../../tests/support/library.ts';
import {
  CARD,
  validateDataset,
  verifyDataset,
  type DatasetFinding,
  type ExpectedDataset,
  type FindingKind,
} from '../src/index.ts';
import { writeLibraryDataset } from './library-dataset.ts';
import { Tampering, type Loose } from './tamper.ts';

let root: string;
let original: string;
let expected: ExpectedDataset;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'covergrid-tampering-'));
  original = path.join(root, 'original');
  const vertical = await loadLibrary();
  expected = await writeLibraryDataset(original, { vertical, points: libraryPoints(vertical), partSize: 20 });
});

afterAll(() => rm(root, { recursive: true }));

let copies = 0;
async function tampered(change: (dataset: Tampering) => Promise<void>): Promise<string> {
  const directory = path.join(root, `copy-${copies++}`);
  await cp(original, directory, { recursive: true });
  await change(new Tampering(directory));
  return directory;
}

function places(findings: readonly DatasetFinding[]): string[] {
  return findings.map(({ kind, file, line }) => `${kind} ${file}:${line}`);
}

test('as it was written, nothing is found', async () => {
  expect(await collect(validateDataset(original))).toEqual([]);
  expect(await collect(verifyDataset(original, expected))).toEqual([]);
});

// Parts of 20: plain 1–12 and listing 13–20, then listing 1–4, vague 5–16, correcting 17–20, then correcting 1–8, trap.
const C0 = 'conversations-00000.jsonl';
const C1 = 'conversations-00001.jsonl';
const C2 = 'conversations-00002.jsonl';
const G0 = 'golden-00000.jsonl';
const G1 = 'golden-00001.jsonl';
const G2 = 'golden-00002.jsonl';
const D = 'dataset.json';
const G = 'golden.json';

type Row = readonly [
  what: string,
  change: (dataset: Tampering) => Promise<void>,
  kind: FindingKind,
  place: string,
  message: RegExp,
];

/** Found from the files alone. */
const BY_THEMSELVES: readonly Row[] = [
  ['a header is gone', (d) => rm(path.join(d.directory, G)), 'file', `${G}:1`, /missing/],
  ['a header is cut off', (d) => d.text(D, (t) => t.slice(0, 300)), 'header', `${D}:15`, /not whole JSON/],
  [
    'a header has a schema of the future',
    (d) => d.header(D, (h) => (h['schema'] = 'covergrid/dataset@3')),
    'header',
    `${D}:2`,
    /dataset@3; known are covergrid\/dataset@2 and/,
  ],
  [
    'a header lacks its seed',
    (d) => d.header(D, (h) => delete h['metadata'].seed),
    'header',
    `${D}:3`,
    /metadata\.seed/,
  ],
  [
    'a header has a field nobody knows',
    (d) => d.header(G, (h) => (h['metadata'].author = 'me')),
    'header',
    `${G}:3`,
    /author/,
  ],
  [
    'a part is outside',
    (d) => d.header(D, (h) => (h['parts'][0].path = '../secret.jsonl')),
    'header',
    `${D}:34`,
    /parts\.0\.path/,
  ],
  [
    'the headers disagree',
    (d) => d.header(G, (h) => (h['metadata'].seed = 2)),
    'header',
    `${G}:8`,
    /seed: 1 → 2/,
  ],
  [
    'the headers are of two schema versions',
    (d) =>
      d.header(G, (h) => {
        h['schema'] = 'covergrid/golden@1';
        h['entries'] = [];
      }),
    'header',
    `${G}:2`,
    /schema version 1/,
  ],
  [
    'golden.json has a part less',
    (d) => d.header(G, (h) => (h['parts'] as unknown[]).pop()),
    'count',
    `${G}:32`,
    /2 parts, but dataset\.json has 3/,
  ],
  [
    'a part is named twice',
    (d) => d.header(G, (h) => (h['parts'][1] = h['parts'][0])),
    'header',
    `${G}:32`,
    /golden-00000\.jsonl is named twice/,
  ],
  ['a part is gone', (d) => rm(path.join(d.directory, C1)), 'file', `${C1}:1`, /missing/],
  [
    'a part is a link',
    async (d) => {
      await rename(path.join(d.directory, G1), path.join(d.directory, 'elsewhere'));
      await symlink('elsewhere', path.join(d.directory, G1));
    },
    'file',
    `${G1}:1`,
    /Is a link/,
  ],
  [
    'a part that nobody names',
    (d) => writeFile(path.join(d.directory, 'conversations-00009.jsonl'), ''),
    'foreign',
    'conversations-00009.jsonl:1',
    /No header/,
  ],
  ['a byte is changed', (d) => d.text(C0, (t) => t.replace('keep', 'Keep')), 'hash', `${C0}:1`, /SHA-256/],
  [
    'a line is cut off',
    (d) => d.text(C2, (t) => t.slice(0, -40)),
    'line',
    `${C2}:20`,
    /cut off: it has no newline/,
  ],
  ['the last newline is gone', (d) => d.text(G2, (t) => t.trimEnd()), 'line', `${G2}:20`, /no newline/],
  ['a line is no JSON', (d) => d.lines(G1, (l) => (l[6] = 'null}')), 'line', `${G1}:7`, /not whole JSON/],
  ['an empty line', (d) => d.lines(G1, (l) => l.splice(3, 0, '')), 'line', `${G1}:4`, /not whole JSON/],
  [
    'a line is not UTF-8',
    async (d) => {
      const file = path.join(d.directory, C0);
      const bytes = await readFile(file);
      bytes[bytes.indexOf('\n') + 30] = 0xff;
      await writeFile(file, bytes);
    },
    'line',
    `${C0}:2`,
    /UTF-8/,
  ],
  [
    'a record lacks a field',
    (d) => d.record(C0, 3, (r) => delete r['world']),
    'schema',
    `${C0}:3`,
    /^world: /,
  ],
  [
    'a record has a field nobody knows',
    (d) => d.record(G0, 4, (r) => (r['verdict'] = 'ALLOW')),
    'schema',
    `${G0}:4`,
    /verdict/,
  ],
  [
    'a decision nobody knows',
    (d) => d.record(G0, 5, (r) => (r['final_outcome'].decision = 'maybe')),
    'schema',
    `${G0}:5`,
    /final_outcome\.decision/,
  ],
  [
    'a conversation is removed',
    (d) => d.lines(C1, (l) => l.splice(7, 1)),
    'orphan',
    `${G1}:8`,
    /renewals\.vague.* has no conversation/,
  ],
  ['a golden is removed', (d) => d.lines(G1, (l) => l.splice(19, 1)), 'orphan', `${C1}:20`, /has no golden/],
  [
    'a line is removed',
    (d) => d.lines(C1, (l) => l.pop()),
    'count',
    `${C1}:19`,
    /19 lines; dataset\.json says 20/,
  ],
  [
    'a conversation comes twice',
    (d) => d.lines(C0, (l) => l.push(l[4]!)),
    'duplicate',
    `${C0}:21`,
    /at conversations-00000\.jsonl:5 already/,
  ],
  [
    'a scenario comes twice',
    async (d) => {
      await d.record(C0, 6, (r) => (r['scenario_id'] = 'renewals.plain.fresh.quiet.short'));
      await d.record(G0, 6, (r) => (r['scenario_id'] = 'renewals.plain.fresh.quiet.short'));
    },
    'duplicate',
    `${C0}:6`,
    /Variant 0 of renewals\.plain\.fresh\.quiet\.short is at conversations-00000\.jsonl:1 already/,
  ],
  [
    'two goldens are swapped',
    (d) => d.lines(G0, (l) => l.splice(2, 2, l[3]!, l[2]!)),
    'alignment',
    `${G0}:3`,
    /stands elsewhere/,
  ],
  [
    'a golden is of another scenario',
    (d) => d.record(G0, 2, (r) => (r['scenario_id'] = 'renewals.plain.x')),
    'alignment',
    `${G0}:2`,
    /Is of renewals\.plain\.x/,
  ],
  [
    'a turn is dropped',
    (d) => d.record(C1, 9, (r) => (r['turns'] as unknown[]).pop()),
    'alignment',
    `${G1}:9`,
    /Speaks of 2 turns; the conversation has 1/,
  ],
  [
    'turns are numbered anew',
    (d) => d.record(C1, 9, (r) => (r['turns'][1].index = 2)),
    'alignment',
    `${C1}:9`,
    /not numbered/,
  ],
  [
    'counts are wrong',
    async (d) => {
      for (const name of [D, G]) await d.header(name, (h) => (h['metadata'].counts.turns = 1));
    },
    'count',
    `${D}:24`,
    /Says 1 turns; its parts hold 96/,
  ],
  [
    'a record is of another dataset',
    (d) => d.record(C0, 1, (r) => (r['dataset_id'] = 'library.other')),
    'scope',
    `${C0}:1`,
    /Belongs to library\.other/,
  ],
  [
    'a record is of another domain',
    (d) => d.record(C0, 1, (r) => (r['domain'] = 'fines')),
    'scope',
    `${C0}:1`,
    /domain fines/,
  ],
  [
    'a variant too many',
    (d) => d.record(C0, 8, (r) => (r['variant'] = 1)),
    'scope',
    `${C0}:8`,
    /variant 1 of 1/,
  ],
  [
    'another difficulty',
    (d) => d.record(C0, 8, (r) => (r['difficulty'] = 'hard')),
    'scope',
    `${C0}:8`,
    /Is hard; the dataset is medium/,
  ],
  [
    'a verdict that is not of its decision',
    (d) => d.record(G0, 1, (r) => (r['final_outcome'].verdict = 'DENY')),
    'outcome',
    `${G0}:1`,
    /verdict of approve is ALLOW/,
  ],
  [
    'an attack is forgotten',
    (d) => d.record(G2, 9, (r) => delete r['attack']),
    'alignment',
    `${G2}:9`,
    /The attack is none/,
  ],
  [
    'an action with a tool that is not given',
    (d) => d.record(G0, 1, (r) => (r['expected_actions'][0].tool = 'delete_loan')),
    'alignment',
    `${G0}:1`,
    /Expects delete_loan/,
  ],
];

describe('found from the files alone', () => {
  test.each(BY_THEMSELVES)('%s', async (_what, change, kind, place, message) => {
    const directory = await tampered(change);
    const findings = await collect(validateDataset(directory));
    expect(places(findings)).toContain(`${kind} ${place}`);
    const found = findings.filter((each) => `${each.kind} ${each.file}:${each.line}` === `${kind} ${place}`);
    expect(found.map((each) => each.message).join('\n')).toMatch(message);
    expect(findings.every(({ line }) => line >= 1)).toBe(true);
  });
});

/** Whoever did these brought hashes and counts up to date: only who knows the vertical finds them. */
const AGAINST_CONTENT: readonly Row[] = [
  [
    'an outcome is turned round',
    (d) =>
      d.record(G0, 1, (r) =>
        Object.assign(r['final_outcome'] as Loose, { decision: 'deny_policy', verdict: 'DENY' }),
      ),
    'outcome',
    `${G0}:1`,
    /final_outcome\.decision is "deny_policy"; the case gives "approve"/,
  ],
  [
    'another remedy',
    (d) => d.record(G0, 1, (r) => (r['final_outcome'].remedy = 'none')),
    'outcome',
    `${G0}:1`,
    /final_outcome\.remedy/,
  ],
  [
    'a fact of the world',
    (d) =>
      d.record(C0, 1, (r) => {
        for (const loan of Object.values(r['world'].loans as Loose)) (loan as Loose)['renewals'] = 2;
      }),
    'proof',
    `${G0}:1`,
    /The world gives other facts/,
  ],
  [
    'a world that cannot be read',
    (d) => d.record(C0, 1, (r) => delete r['world'].loans),
    'conversation',
    `${C0}:1`,
    /world\.loans is nothing/,
  ],
  [
    'a final state',
    (d) => d.record(G0, 1, (r) => (r['final_state'] = [])),
    'proof',
    `${G0}:1`,
    /another final state/,
  ],
  [
    'an expected action is dropped',
    (d) => d.record(G0, 1, (r) => (r['expected_actions'] as unknown[]).pop()),
    'golden',
    `${G0}:1`,
    /expected_actions\.renew_loan is nothing/,
  ],
  [
    'a constraint is dropped',
    (d) => d.record(G2, 20, (r) => (r['constraints'] as unknown[]).shift()),
    'golden',
    `${G2}:20`,
    /constraints\./,
  ],
  [
    'a number that nobody knows is in a reply',
    (d) => d.record(G0, 1, (r) => (r['turns'][0].reference_reply += ' Call 555-0199777.')),
    'proof',
    `${G0}:1`,
    /of which no policy, record or turn speaks/,
  ],
  [
    'a customer says other words',
    (d) => d.record(C0, 2, (r) => (r['turns'][0].text = 'Give me the book for good, will you?')),
    'conversation',
    `${C0}:2`,
    /turns\.0\.text is/,
  ],
  [
    'a bin is another',
    (d) => d.record(C0, 2, (r) => (r['axes'].demand = 'queued')),
    'conversation',
    `${C0}:2`,
    /axes\.demand is "queued"; the case gives "quiet"/,
  ],
  [
    'the policies are others',
    (d) => d.record(C0, 2, (r) => (r['system'] = 'Say yes to all.')),
    'conversation',
    `${C0}:2`,
    /system is "Say yes to all\."/,
  ],
  [
    'a conversation and its golden are removed',
    async (d) => {
      await d.lines(C0, (l) => l.splice(2, 1));
      await d.lines(G0, (l) => l.splice(2, 1));
    },
    'missing',
    `${D}:1`,
    /Variant 0 of the scenario renewals\.plain\.fresh\.queued\.short/,
  ],
  [
    'a scenario is replaced by one that was excluded',
    async (d) => {
      for (const name of [C0, G0]) {
        await d.record(name, 2, (r) => {
          r['scenario_id'] = 'renewals.plain.excluded';
          r['conversation_id'] = 'renewals.plain.excluded_0';
        });
      }
    },
    'unexpected',
    `${C0}:2`,
    /Variant 0 of renewals\.plain\.excluded is not to be/,
  ],
  [
    'conversations are in another order',
    async (d) => {
      await d.lines(C1, (l) => l.splice(0, 20, ...l.toReversed()));
      await d.lines(G1, (l) => l.splice(0, 20, ...l.toReversed()));
    },
    'order',
    `${C1}:1`,
    /another order/,
  ],
  [
    'two have the same request',
    async (d) => {
      let text = '';
      await d.record(C0, 1, (r) => (text = r['turns'][0].text as string));
      await d.record(C0, 2, (r) => (r['turns'][0].text = text));
    },
    'repeated-request',
    `${C0}:2`,
    /renewals\.plain\.fresh\.quiet\.long_0 asks in the same words as renewals\.plain\.fresh\.quiet\.short_0/,
  ],
  [
    'the decision is said',
    (d) => d.record(C0, 1, (r) => (r['turns'][0].text += ' Expect deny_policy.')),
    'leak',
    `${C0}:1`,
    /Turn 0 says deny_policy/,
  ],
  [
    'the decision is said in a confirmation',
    (d) => d.record(C0, 1, (r) => (r['turns'][0].if_confirmed = 'Yes, deny_policy.')),
    'leak',
    `${C0}:1`,
    /Turn 0 says deny_policy/,
  ],
  [
    'the reason is said',
    (d) => d.record(C2, 20, (r) => (r['turns'][0].text += ' (renewals_spent)')),
    'leak',
    `${C2}:20`,
    /says renewals_spent/,
  ],
  [
    'the scenario is said',
    (d) => d.record(C0, 1, (r) => (r['session'].note = r['scenario_id'])),
    'leak',
    `${C0}:1`,
    /The session says/,
  ],
  [
    'the session holds the outcome',
    (d) => d.record(C0, 1, (r) => (r['session'].final_outcome = { decision: 'approve' })),
    'leak',
    `${C0}:1`,
    /field final_outcome/,
  ],
  [
    'the answer is in the question',
    async (d) => {
      let reply = '';
      await d.record(G0, 1, (r) => (reply = r['turns'][0].reference_reply as string));
      await d.record(C0, 1, (r) => (r['turns'][0].text += ` ${reply}`));
    },
    'leak',
    `${C0}:1`,
    /holds the reference reply to turn 0/,
  ],
  [
    'words of a test plan',
    (d) => d.record(C0, 1, (r) => (r['turns'][0].text += ' This is an edge case.')),
    'leak',
    `${C0}:1`,
    /test plan/,
  ],
  [
    'words of a rewrite that bring a number in',
    (d) =>
      d.record(C0, 1, (r) => {
        r['metadata'].rewrite = 'openai:model';
        r['turns'][0].text += ' I have 99 of them.';
      }),
    'conversation',
    `${C0}:1`,
    /other numbers: "99" for ""/,
  ],
  [
    'another seed is named',
    async (d) => {
      for (const name of [D, G]) await d.header(name, (h) => (h['metadata'].seed = 7));
    },
    'config',
    `${D}:8`,
    /seed: 1 → 7/,
  ],
  [
    'another playbook is named',
    async (d) => {
      for (const name of [D, G])
        await d.header(name, (h) => (h['metadata'].config['playbook.renewals'] = 'b'.repeat(64)));
    },
    'config',
    `${D}:27`,
    /playbook\.renewals/,
  ],
  ['the card is gone', (d) => rm(path.join(d.directory, CARD)), 'card', `${CARD}:1`, /missing/],
  [
    'the card is embellished',
    (d) => d.text(CARD, (t) => t.replace(/\| approve \| \d+/, '| approve | 100')),
    'card',
    `${CARD}:157`,
    /should be "\| approve \|/,
  ],
];

describe('found against the content, though hashes and counts are right', () => {
  test.each(AGAINST_CONTENT)('%s', async (_what, change, kind, place, message) => {
    const directory = await tampered(async (dataset) => {
      await change(dataset);
      await dataset.cover();
    });
    const findings = await collect(verifyDataset(directory, expected));
    expect(places(findings)).toContain(`${kind} ${place}`);
    const found = findings.filter((each) => `${each.kind} ${each.file}:${each.line}` === `${kind} ${place}`);
    expect(found.map((each) => each.message).join('\n')).toMatch(message);
  });
});

test('a rewrite in other words of the same values passes', async () => {
  const directory = await tampered(async (dataset) => {
    await dataset.record(C0, 1, (record) => {
      record['metadata'].rewrite = 'openai:model';
      record['turns'][0].text = `Hello there! ${record['turns'][0].text} I love it so much.`;
    });
    await dataset.cover();
  });
  const findings = await collect(verifyDataset(directory, expected));
  // Of the card, only figures of words are others.
  expect(places(findings).filter((place) => !place.startsWith('card'))).toEqual([]);
});

test('equal texts in two cells are told, and wrong they are not', async () => {
  const directory = await tampered(async (dataset) => {
    let text = '';
    await dataset.record(C0, 1, (record) => (text = record['turns'][0].text as string));
    await dataset.record(C0, 13, (record) => (record['turns'][0].text = text));
    await dataset.cover();
  });
  const findings = await collect(verifyDataset(directory, expected));
  const told = findings.filter(({ kind }) => kind === 'repeated-text');
  expect(told).toMatchObject([{ severity: 'note', file: C0, line: 13 }]);
  expect(findings.some(({ kind }) => kind === 'repeated-request')).toBe(false);
});

test('interruption ends a verification', async () => {
  const signal = AbortSignal.abort();
  await expect(collect(verifyDataset(original, expected, { signal }))).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
});
