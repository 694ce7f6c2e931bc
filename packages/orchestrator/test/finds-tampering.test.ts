import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildManifest, type Finding } from '@covergrid/enumerator';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { verifyCoverage } from '../src/verify-coverage.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { temporaryDirectory } from './support/directories.ts';
import { SMALL, sizedVertical } from './support/small-vertical.ts';

const root = temporaryDirectory();
const whole = path.join(root, 'whole', 'small');
const merged = path.join(root, 'merged', 'small');
const large = path.join(root, 'large', 'sized');
const directory = path.join(root, 'case');

beforeAll(async () => {
  await writeCoverage(planCoverage(SMALL), { out: path.dirname(whole) });
  for (const index of [1, 2, 3]) {
    const plan = planCoverage(SMALL, { shard: { index, of: 3, by: 'rank' } });
    await writeCoverage(plan, { out: path.dirname(merged) });
  }
  await mergeShards(merged);
  // 2 × 2 × 38^3 = 219,488: beyond what is decided a second time in full.
  await writeCoverage(planCoverage(sizedVertical(2, 3, 38)), { out: path.dirname(large) });
});
beforeEach(() => rmSync(directory, { recursive: true, force: true }));

async function findings(): Promise<readonly Finding[]> {
  const { datasets } = await verifyCoverage(directory);
  return datasets.flatMap((dataset) => dataset.findings);
}

function edit(name: string, change: (text: string) => string): void {
  const file = path.join(directory, name);
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`nothing was changed in ${name}`);
  writeFileSync(file, changed);
}

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- what is planted has no type

function json(name: string, change: (value: Json) => unknown): void {
  edit(name, (text) => {
    const value = JSON.parse(text) as Json;
    change(value);
    return `${JSON.stringify(value, null, 2)}\n`;
  });
}

function lines(change: (lines: string[]) => unknown, name = 'scenarios.jsonl'): void {
  edit(name, (text) => {
    const all = text.split('\n');
    all.pop();
    change(all);
    return all.map((line) => `${line}\n`).join('');
  });
}

/** Makes the manifest agree with an altered listing, as whoever wants to hide it would. */
function rehash(): void {
  json('manifest.json', (manifest) => {
    manifest['files'][0].sha256 = createHash('sha256')
      .update(readFileSync(path.join(directory, 'scenarios.jsonl')))
      .digest('hex');
  });
}

const manifest = (change: (value: Json) => unknown) => (): void => json('manifest.json', change);
const line = (index: number, change: (text: string) => string) => (): void =>
  lines((all) => {
    const changed = change(all[index]!);
    if (changed === all[index]) throw new Error('nothing was changed');
    all[index] = changed;
  });
const rule = (index: number, change: (value: Json) => unknown) => (): void =>
  json('config/exclusions.json', ({ rules }) => change(rules[index]));

type Tampering = readonly [what: string, plant: () => void, file: string, line?: number];

const MANIFEST: readonly Tampering[] = (
  [
    ['schema', manifest((m) => (m['schema'] = 'covergrid/manifest@2'))],
    ['generator', manifest((m) => (m['generator'].version = '9.9.9'))],
    ['plan hash', manifest((m) => (m['plan_sha256'] = '0'.repeat(64)))],
    ['taxonomy version', manifest((m) => (m['taxonomy'].version = '1.0.1'))],
    ['taxonomy hash', manifest((m) => (m['taxonomy'].sha256 = 'f'.repeat(64)))],
    ['exclusions id', manifest((m) => (m['exclusions'].id = 'others'))],
    ['seed', manifest((m) => (m['seed'] = 2))],
    ['raw', manifest((m) => m['totals'].raw++)],
    ['excluded', manifest((m) => m['totals'].excluded--)],
    ['kept', manifest((m) => m['totals'].kept++)],
    ['matched', manifest((m) => m['rules'][0].matched++)],
    ['reached', manifest((m) => m['rules'][1].reached--)],
    ['excluded by a rule', manifest((m) => m['rules'][2].excluded++)],
    ['rationale', manifest((m) => (m['rules'][0].rationale = 'Because.'))],
    ['a rule less', manifest((m) => m['rules'].pop())],
    ['order of rules', manifest((m) => (m['rules'] = m['rules'].toReversed()))],
    ['raw of a bin', manifest((m) => m['axes'][0].bins[1].raw++)],
    ['kept of a bin', manifest((m) => m['axes'][1].bins[0].kept--)],
    ['raw of a cell', manifest((m) => m['cells'][3].raw++)],
    ['kept of a cell', manifest((m) => m['cells'][5].kept++)],
    ['excluded of a cell', manifest((m) => m['cells'][0].excluded++)],
    ['by_rule of a cell', manifest((m) => (m['cells'][0].by_rule['cap.happy'] = 1))],
    ['a cell less', manifest((m) => m['cells'].pop())],
    ['listing', manifest((m) => (m['listing'] = 'kept'))],
    ['no listing', manifest((m) => (m['listing'] = 'none'))],
    ['a selection', manifest((m) => (m['selection'] = { domains: ['search'], totals: m['totals'] }))],
    ['shards', manifest((m) => (m['shards'] = { of: 2, by: 'rank' }))],
    ['no files', manifest((m) => (m['files'] = []))],
    ['an unknown key', manifest((m) => (m['note'] = 'hello'))],
    ['a string for a number', manifest((m) => (m['seed'] = '1'))],
    ['path traversal', manifest((m) => (m['files'][0].path = '../whole/small/scenarios.jsonl'))],
    ['an absolute path', manifest((m) => (m['files'][0].path = path.join(whole, 'scenarios.jsonl')))],
    ['cut off', () => edit('manifest.json', (text) => text.slice(0, text.length / 2))],
    ['empty', () => edit('manifest.json', () => '')],
    ['not JSON', () => edit('manifest.json', () => 'schema: covergrid/manifest@1\n')],
    [
      'order of keys',
      () => json('manifest.json', (m) => ((v) => (delete m['seed'], (m['seed'] = v)))(m['seed'])),
    ],
    [
      'a key twice',
      () => edit('manifest.json', (text) => text.replace('"seed": 1,', '"seed": 2,\n  "seed": 1,')),
    ],
    ['CRLF', () => edit('manifest.json', (text) => text.replaceAll('\n', '\r\n'))],
  ] as const
).map(([what, plant]) => [what, plant, 'manifest.json']);

const CONFIG: readonly Tampering[] = [
  ['the bin of a rule', rule(1, (r) => (r['exclude'].price = ['p2', 'p4'])), 'manifest.json'],
  ['the rationale of a rule', rule(0, (r) => (r['rationale'] = 'Because.')), 'manifest.json'],
  ['what a limit keeps', rule(2, (r) => r['keep']++), 'manifest.json'],
  ['what a limit prefers', rule(2, (r) => delete r['prefer']), 'manifest.json'],
  ['a rule renamed', rule(0, (r) => (r['id'] = 'impossible.other')), 'manifest.json'],
  ['a rule with an unknown bin', rule(1, (r) => (r['exclude'].price = ['p9'])), 'config/exclusions.json', 32],
  [
    'rules reordered',
    () => json('config/exclusions.json', (e) => (e['rules'] = e['rules'].toReversed())),
    'manifest.json',
  ],
  ['version', () => json('config/taxonomy.json', (t) => (t['version'] = '1.0.1')), 'manifest.json'],
  ['id', () => json('config/taxonomy.json', (t) => (t['id'] = 'smell')), 'config/exclusions.json', 6],
  [
    'an axis removed',
    () => json('config/taxonomy.json', ({ axes }) => axes.pop()),
    'config/exclusions.json',
    15,
  ],
  [
    'a bin added',
    () => json('config/taxonomy.json', ({ axes }) => axes[1].bins.push({ id: 'maybe' })),
    'manifest.json',
  ],
  ['a name', () => json('config/taxonomy.json', ({ domains }) => (domains[0].name = 'X')), 'manifest.json'],
  [
    'domains reordered',
    () => json('config/taxonomy.json', (t) => (t['domains'] = t['domains'].toReversed())),
    'config/taxonomy.json',
  ],
  ['white space', () => edit('config/exclusions.json', (text) => `${text}\n`), 'config/exclusions.json'],
  [
    'a huge grid',
    () =>
      json('config/taxonomy.json', ({ axes }) => {
        const bins = Array.from({ length: 90 }, (_, i) => ({ id: `b${String(i).padStart(2, '0')}` }));
        for (let i = 0; i < 9; i++) axes.push({ ...axes[1], id: `more${i}`, bins });
      }),
    'config/taxonomy.json',
    30,
  ],
  [
    'a limit beyond what can be worked out',
    () => {
      json('config/taxonomy.json', ({ axes }) => {
        const bins = Array.from({ length: 90 }, (_, i) => ({ id: `b${String(i).padStart(2, '0')}` }));
        for (let i = 0; i < 4; i++) axes.push({ ...axes[1], id: `more${i}`, bins });
      });
      json('config/exclusions.json', ({ rules }) => (rules[2].keep = 100_000_000));
    },
    'config/exclusions.json',
    38,
  ],
  ['taxonomy missing', () => unlinkSync(path.join(directory, 'config/taxonomy.json')), 'config'],
  [
    'exclusions cut off',
    () => edit('config/exclusions.json', (text) => text.slice(0, -40)),
    'config/exclusions.json',
    75,
  ],
];

const LISTING: readonly Tampering[] = (
  [
    ['a line deleted', () => lines((all) => all.splice(6, 1)), 7],
    ['the last line deleted', () => lines((all) => all.pop()), 59],
    ['a line doubled', () => lines((all) => all.splice(3, 0, all[3]!)), 5],
    ['a line more', () => lines((all) => all.push('{}')), 61],
    ['an empty line more', () => lines((all) => all.push('')), 61],
    ['two lines swapped', () => lines((all) => ([all[8], all[9]] = [all[9]!, all[8]!])), 9],
    ['all lines reversed', () => lines((all) => all.splice(0, 60, ...all.toReversed())), 1],
    ['a bin', line(20, (text) => text.replace(/"p\d"/, '"p9"')), 21],
    ['a domain', line(0, (text) => text.replace('checkout', 'search')), 1],
    ['an id', line(59, (text) => text.replace(/scn_./, 'scn_x')), 60],
    ['a status', line(10, (text) => text.replace(/"status":"\w+"/, '"status":"planned"')), 11],
    ['kept, though excluded', line(0, (text) => text.replace(/"excluded","rule":"[^"]*"/, '"kept"')), 1],
    ['a rule', line(0, (text) => text.replace('impossible.urgent', 'cap.happy')), 1],
    ['a line cut', line(30, (text) => text.slice(0, 50)), 31],
    ['a key more', line(30, (text) => text.replace(/\}$/, ',"x":1}')), 31],
    ['white space', line(30, (text) => `${text} `), 31],
    ['a carriage return', line(40, (text) => `${text}\r`), 41],
    ['CRLF', () => edit('scenarios.jsonl', (text) => text.replaceAll('\n', '\r\n')), 1],
    ['carriage returns alone', () => edit('scenarios.jsonl', (text) => text.replaceAll('\n', '\r')), 1],
    ['a byte order mark', () => edit('scenarios.jsonl', (text) => `\ufeff${text}`), 1],
    ['UTF-16', () => edit('scenarios.jsonl', (text) => text.replaceAll(/(.)/g, '$1\0')), 1],
    ['no last line feed', () => edit('scenarios.jsonl', (text) => text.slice(0, -1)), 60],
    ['empty', () => edit('scenarios.jsonl', () => ''), 0],
    ['a line without end', () => edit('scenarios.jsonl', () => 'x'.repeat(5_000_000)), 1],
  ] as const
).map(([what, plant, at]) => [what, plant, 'scenarios.jsonl', at]);

const FILES: readonly Tampering[] = [
  ['listing missing', () => unlinkSync(path.join(directory, 'scenarios.jsonl')), 'scenarios.jsonl'],
  [
    'listing a directory',
    () => {
      unlinkSync(path.join(directory, 'scenarios.jsonl'));
      mkdirSync(path.join(directory, 'scenarios.jsonl'));
    },
    'scenarios.jsonl',
  ],
  [
    'hash flipped',
    manifest(
      (m) =>
        (m['files'][0].sha256 = m['files'][0].sha256.replace(/^./, (c: string) => (c === '0' ? '1' : '0'))),
    ),
    'scenarios.jsonl',
  ],
  ['count one less', manifest((m) => m['files'][0].count--), 'scenarios.jsonl', 60],
  ['count one more', manifest((m) => m['files'][0].count++), 'scenarios.jsonl', 60],
  ['count enormous', manifest((m) => (m['files'][0].count = Number.MAX_SAFE_INTEGER)), 'scenarios.jsonl', 60],
  ['a file below a file', manifest((m) => (m['files'][0].path = 'manifest.json/x')), 'manifest.json/x'],
  ['a file twice', manifest((m) => m['files'].push(m['files'][0])), 'scenarios.jsonl', 1],
  [
    'a file more',
    manifest((m) => m['files'].push({ path: 'more.jsonl', count: 0, sha256: '0'.repeat(64) })),
    'more.jsonl',
  ],
];

const REPORT: readonly Tampering[] = [
  [
    'a count of a table',
    () => edit('report/cells.csv', (text) => text.replace(/,(\d+),/, ',1$1,')),
    'report/cells.csv',
  ],
  ['a word of the page', () => edit('report/coverage.html', (text) => `${text} `), 'report/coverage.html'],
  ['a table emptied', () => edit('report/rules.csv', () => ''), 'report/rules.csv'],
  [
    'a table that is a directory',
    () => {
      unlinkSync(path.join(directory, 'report/bins.csv'));
      mkdirSync(path.join(directory, 'report/bins.csv'));
    },
    'report/bins.csv',
  ],
];

test.for([
  ['a whole grid', () => whole],
  ['merged shards', () => merged],
  ['a large grid', () => large],
] as const)('nothing is found in %s as it was written', async ([, from]) => {
  cpSync(from(), directory, { recursive: true });
  expect(await findings()).toEqual([]);
  rmSync(path.join(directory, 'run.json'));
  rmSync(path.join(directory, 'report'), { recursive: true });
  expect(await findings()).toEqual([]);
});

test.for([
  ...MANIFEST.map((entry) => ['manifest', ...entry] as const),
  ...CONFIG.map((entry) => ['config', ...entry] as const),
  ...LISTING.map((entry) => ['listing', ...entry] as const),
  ...FILES.map((entry) => ['files', ...entry] as const),
  ...REPORT.map((entry) => ['report', ...entry] as const),
])('%s: %s is found', async ([, , plant, file, at]) => {
  cpSync(whole, directory, { recursive: true });
  plant();
  const found = await findings();
  expect(found.length).toBeGreaterThan(0);
  const places = found.map((finding) => (at === undefined ? [finding.file] : [finding.file, finding.line]));
  expect(places).toContainEqual(at === undefined ? [file] : [file, at]);
  for (const { message } of found) expect(message).toMatch(/^[^\n\r]+$/);
});

test.for(LISTING)('listing, with the hash made to fit: %s is found', async ([, plant, file, at]) => {
  cpSync(whole, directory, { recursive: true });
  plant();
  rehash();
  expect((await findings()).map((finding) => [finding.file, finding.line])).toEqual([[file, at]]);
});

test.for<Tampering>([
  [
    'a status',
    line(1234, (text) => text.replace(/"status":"\w+"/, '"status":"planned"')),
    'scenarios.jsonl',
    1235,
  ],
  ['an id', line(219_487, (text) => text.replace(/scn_./, 'scn_x')), 'scenarios.jsonl', 219_488],
  ['a line deleted', () => lines((all) => all.splice(100_000, 1)), 'scenarios.jsonl', 100_001],
  ['a count', manifest((m) => m['cells'][0].kept++), 'manifest.json'],
  ['a seed', manifest((m) => (m['seed'] = 3)), 'manifest.json'],
  ['a rule', rule(0, (r) => (r['exclude'].axis1 = ['v0', 'v3'])), 'manifest.json'],
])('a large grid: %s is found', async ([, plant, file, at]) => {
  cpSync(large, directory, { recursive: true });
  plant();
  expect((await findings()).map((finding) => [finding.file, finding.line])).toContainEqual([file, at]);
});

test('in merged shards a fault is told of its own file alone', async () => {
  cpSync(merged, directory, { recursive: true });
  lines((all) => all.splice(4, 1), 'scenarios-1-of-3.jsonl');
  expect((await findings()).map((finding) => [finding.file, finding.line])).toEqual([
    ['scenarios-1-of-3.jsonl', 5],
  ]);
  unlinkSync(path.join(directory, 'scenarios-2-of-3.jsonl'));
  expect((await findings()).map((finding) => finding.file)).toEqual([
    'scenarios-1-of-3.jsonl',
    'scenarios-2-of-3.jsonl',
  ]);
});

test('in merged shards, files in another order or counts of another split are found', async () => {
  cpSync(merged, directory, { recursive: true });
  json('manifest.json', (m) => (m['files'] = m['files'].toReversed()));
  expect(await findings()).not.toEqual([]);
  cpSync(merged, directory, { recursive: true });
  json('manifest.json', ({ files }) => (files[0].count--, files[1].count++));
  expect(await findings()).not.toEqual([]);
});

test('each shard by itself is held against its own manifest', async () => {
  cpSync(merged, directory, { recursive: true });
  unlinkSync(path.join(directory, 'manifest.json'));
  expect(await findings()).toEqual([]);
  json('manifest-2-of-3.json', ({ files }) => files[0].count--);
  expect((await findings()).map(({ file }) => file)).toEqual(['scenarios-2-of-3.jsonl']);
  json('manifest-3-of-3.json', ({ selection }) => (selection.shard.index = 2));
  expect((await findings()).map(({ file }) => file)).toContain('manifest-3-of-3.json');
});

test('what of a report is not proven is said', async () => {
  const unproven = async (): Promise<[readonly string[], readonly Finding[]][]> => {
    const { datasets } = await verifyCoverage(directory);
    return datasets.map((dataset) => [dataset.unproven, dataset.findings]);
  };
  cpSync(whole, directory, { recursive: true });
  expect(await unproven()).toEqual([[[], []]]);
  await writeReport(directory, { averageTurns: 9, overwrite: true });
  expect(await unproven()).toEqual([[['report/coverage.html: has an estimate of its own'], []]]);
  unlinkSync(path.join(directory, 'report/bins.csv'));
  unlinkSync(path.join(directory, 'report/coverage.html'));
  expect(await unproven()).toEqual([[['report/coverage.html, report/bins.csv: not there'], []]]);
  json('manifest.json', (m) => m['totals'].kept++);
  expect(await unproven()).toMatchObject([[['report: there is nothing sound to render it from'], [{}, {}]]]);
});

test('a report by an earlier version is not held against this one', async () => {
  cpSync(whole, directory, { recursive: true });
  const { grid } = planCoverage(SMALL);
  const earlier = buildManifest(SMALL, grid, { version: '0.0.1', selection: {}, listing: 'all' });
  json('manifest.json', (m) => Object.assign(m, { ...earlier, files: m['files'] }));
  const { datasets } = await verifyCoverage(directory);
  expect(datasets.map(({ findings: found }) => found)).toEqual([[]]);
  expect(datasets[0]!.unproven).toEqual(['report/coverage.html: written by version 0.0.1']);
});

test('a signal stops it, before and while lines are read', async () => {
  await expect(verifyCoverage(whole, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
  const stop = new AbortController();
  let last = 0;
  const stopped = verifyCoverage(large, {
    signal: stop.signal,
    onProgress: ({ done }) => {
      last = done;
      stop.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(last).toBe(10_000);
});
