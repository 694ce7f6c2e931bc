import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import type { Vertical } from '@covergrid/worlds';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  planCoverage,
  planGeneration,
  verifyCoverage,
  writeConversationsReport,
  writeCoverage,
  writeDatasets,
  writeReport,
  type GenerationOptions,
  type WrittenConversationsReport,
} from '../src/index.ts';
import { temporaryDirectory } from './support/directories.ts';

const DOMAIN = 'trust-safety-fraud';
const configuration = await loadCommerce();
let vertical: Vertical;
let out = '';
let root = '';

beforeAll(async () => {
  vertical = await loadCommerceVertical(configuration.taxonomy);
});

beforeEach(async () => {
  out = temporaryDirectory();
  root = path.join(out, 'commerce');
});

async function generate(
  options: GenerationOptions & { readonly seed?: number } = {},
  overwrite = false,
): Promise<WrittenConversationsReport> {
  const coverage = planCoverage(configuration, { seed: options.seed ?? 1 });
  const plan = planGeneration(coverage, vertical, {
    domains: [DOMAIN],
    behaviors: ['happy-path', 'adversarial'],
    ...options,
  });
  await writeCoverage(coverage, { out, overwrite });
  await writeDatasets(plan, { out, overwrite });
  return writeConversationsReport(plan, { out, overwrite });
}

const fileOf = (name: string): string => path.join(root, 'report', name);
const read = (name: string): string => readFileSync(fileOf(name), 'utf8');

interface Told {
  readonly findings: readonly { readonly file: string; readonly message: string }[];
  readonly unproven: readonly string[];
  readonly checks: readonly string[];
}

async function verified(): Promise<Told> {
  const { datasets } = await verifyCoverage(out);
  const of = <Key extends keyof Told>(key: Key): Told[Key] =>
    datasets.flatMap((each) => [...each[key]]) as unknown as Told[Key];
  return { findings: of('findings'), unproven: of('unproven'), checks: of('checks') };
}

test('it is on the datasets of the run, in the order people see, and a second run writes nothing', async () => {
  const first = await generate();
  expect(first).toEqual({
    status: 'written',
    files: [fileOf('conversations.html'), fileOf('conversations.json')],
  });
  const data = JSON.parse(read('conversations.json'));
  expect(data).toMatchObject({
    conversations: 49,
    datasets: [
      { path: `${DOMAIN}/happy-path` },
      { path: `${DOMAIN}/adversarial` },
      { path: 'twins', twins: true, conversations: 27 },
    ],
    cells: [
      { domain: DOMAIN, behavior: 'adversarial', conversations: 27 },
      { domain: DOMAIN, behavior: 'happy-path', conversations: 22 },
    ],
  });
  expect(data.domains_without_playbook).toContain('cart-management');
  const times = first.files.map((file) => statSync(file).mtimeMs);
  expect((await generate()).status).toBe('unchanged');
  expect(first.files.map((file) => statSync(file).mtimeMs)).toEqual(times);
});

test('the same bytes from parts of another size', async () => {
  await generate({ grouping: 'none', variants: 2 });
  const page = read('conversations.html');
  await generate({ grouping: 'none', variants: 2, partSize: 7 }, true);
  expect(read('conversations.html')).toBe(page);
});

test('it follows the datasets without being asked, and is on those of the last run', async () => {
  await generate({ behaviors: ['happy-path'] });
  expect((await generate({ behaviors: ['ambiguous'] })).status).toBe('written');
  expect(JSON.parse(read('conversations.json')).datasets).toMatchObject([{ path: `${DOMAIN}/ambiguous` }]);
  expect(await verified()).toMatchObject({ findings: [], unproven: [] });
});

test('without a dataset there is none', async () => {
  expect(await generate({ domains: ['cart-management'] })).toEqual({ status: 'none', files: [] });
});

test('what is not as we wrote it is never replaced', async () => {
  await generate();
  appendFileSync(fileOf('conversations.html'), '<!-- mine -->');
  const mine = read('conversations.html');
  await expect(generate({ seed: 2 }, true)).rejects.toMatchObject({
    code: 'OUTPUT_FOREIGN',
    message: expect.stringContaining('conversations.html'),
  });
  expect(read('conversations.html')).toBe(mine);
});

test.each(['conversations.html', 'conversations.json'])(
  'a file of others at the place of %s stays',
  async (name) => {
    mkdirSync(path.dirname(fileOf(name)), { recursive: true });
    writeFileSync(fileOf(name), '{}');
    await expect(generate()).rejects.toMatchObject({ code: 'OUTPUT_FOREIGN' });
    expect(read(name)).toBe('{}');
  },
);

test('a page that is gone is written again', async () => {
  await generate();
  const page = read('conversations.html');
  rmSync(fileOf('conversations.html'));
  expect((await generate()).status).toBe('written');
  expect(read('conversations.html')).toBe(page);
});

test('a plan of the same output leaves it alone', async () => {
  await generate();
  const page = read('conversations.html');
  rmSync(fileOf('coverage.html'));
  const { status } = await writeCoverage(planCoverage(configuration), { out });
  expect(status).toBe('completed');
  const kept = planCoverage(configuration, { listing: 'kept' });
  await writeCoverage(kept, { out, overwrite: true });
  expect(read('conversations.html')).toBe(page);
  expect(await verified()).toMatchObject({ findings: [], unproven: [] });
});

test('verify renders it again', async () => {
  await generate();
  const { findings, unproven, checks } = await verified();
  expect({ findings, unproven }).toEqual({ findings: [], unproven: [] });
  expect(checks).toContain('report on conversations: 2 files rendered again');
});

type Edit = (text: string) => string;
const json =
  (
    change: (data: { conversations: number; datasets: { path: string }[]; files: unknown[] }) => unknown,
  ): Edit =>
  (text) => {
    const data = JSON.parse(text);
    change(data);
    return `${JSON.stringify(data, null, 2)}\n`;
  };

test.each<[string, string, Edit, string]>([
  [
    'a figure on the page',
    'conversations.html',
    (text) => text.replace('49 conversations', '50 conversations'),
    'html',
  ],
  [
    'a figure of the data',
    'conversations.json',
    json((data) => (data.conversations = 50)),
    'not what the datasets give',
  ],
  ['a dataset less', 'conversations.json', json((data) => data.datasets.pop()), 'made from other datasets'],
  ['a dataset elsewhere', 'conversations.json', json((data) => (data.datasets[0]!.path = '../../etc')), ''],
  [
    'a dataset that is none',
    'conversations.json',
    json((data) => (data.datasets[0]!.path = 'nowhere')),
    'There is no',
  ],
  ['no JSON', 'conversations.json', () => '{', 'no report of Covergrid'],
])('verify finds %s', async (_, name, edit, message) => {
  await generate();
  const text = read(name);
  expect(edit(text)).not.toBe(text);
  writeFileSync(fileOf(name), edit(text));
  const { findings } = await verified();
  expect(findings).toHaveLength(1);
  expect(findings[0]!.file).toBe(`report/${name}`);
  expect(`${findings[0]!.file} ${findings[0]!.message}`).toContain(message);
});

test('verify says that a report is not there, which is not wrong', async () => {
  await generate();
  for (const name of ['conversations.html', 'conversations.json']) rmSync(fileOf(name));
  expect(await verified()).toMatchObject({
    findings: [],
    unproven: ['report/conversations.html, report/conversations.json: not there'],
  });
});

test('verify finds a report on datasets that have changed since', async () => {
  await generate({ behaviors: ['happy-path'] });
  const coverage = planCoverage(configuration);
  const options = { domains: [DOMAIN], behaviors: ['happy-path'], variants: 2 };
  await writeDatasets(planGeneration(coverage, vertical, options), { out, overwrite: true });
  const { findings } = await verified();
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('other datasets')]);
});

test('with rates it tells the cost of the measured lengths; verify says that this is not proven', async () => {
  await generate();
  const ratesFile = path.join(out, 'rates.yaml');
  writeFileSync(
    ratesFile,
    'schema: covergrid/rates@1\nmodels: { big-one: { input_per_million: 3, output_per_million: 15, currency: USD } }\n',
  );
  const { files } = await writeReport(root, { ratesFile, overwrite: true });
  expect(files).toContain(fileOf('conversations.html'));
  expect(read('conversations.html')).toContain('big-one');
  const { findings, unproven } = await verified();
  expect(findings).toEqual([]);
  expect(unproven).toContain('report/conversations.html: has an estimate of its own');
  await writeReport(root, { overwrite: true });
  expect(await verified()).toMatchObject({ findings: [], unproven: [] });
});

test('a signal stops it', async () => {
  const coverage = planCoverage(configuration);
  const plan = planGeneration(coverage, vertical, { domains: [DOMAIN] });
  await writeCoverage(coverage, { out });
  await writeDatasets(plan, { out });
  await expect(writeConversationsReport(plan, { out, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
});
