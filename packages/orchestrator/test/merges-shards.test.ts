import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { planCoverage, type PlanOptions } from '../src/coverage-plan.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { verifyCoverage } from '../src/verify-coverage.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { stampsOf, temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf } from './support/error-code.ts';
import { SMALL } from './support/small-vertical.ts';

const root = temporaryDirectory();
const whole = path.join(root, 'whole');
const shards = path.join(root, 'shards');
let cases = 0;
let out = '';
let directory = '';

async function writeShard(to: string, index: number, of: number, options: PlanOptions = {}): Promise<void> {
  await writeCoverage(planCoverage(SMALL, { shard: { index, of, by: 'rank' }, ...options }), { out: to });
}

function listing(of: number): string {
  const files = Array.from({ length: of }, (_, i) => `scenarios-${i + 1}-of-${of}.jsonl`);
  return files.map((name) => readFileSync(path.join(directory, name), 'utf8')).join('');
}

beforeAll(async () => {
  await writeCoverage(planCoverage(SMALL), { out: whole });
  for (const index of [1, 2, 3]) await writeShard(shards, index, 3);
});
beforeEach(() => {
  out = path.join(root, `case-${cases++}`);
  directory = path.join(out, 'small');
});

test('merged shards verify, are the undivided listing, and have its account', async () => {
  cpSync(shards, out, { recursive: true });
  const { status, manifest } = await mergeShards(directory);
  expect(status).toBe('written');
  expect(manifest.files.map(({ count }) => count)).toEqual([20, 20, 20]);
  expect(listing(3)).toBe(readFileSync(path.join(whole, 'small', 'scenarios.jsonl'), 'utf8'));
  for (const name of ['report/cells.csv', 'report/rules.csv', 'report/bins.csv', 'config/taxonomy.json']) {
    expect(readFileSync(path.join(directory, name)), name).toEqual(
      readFileSync(path.join(whole, 'small', name)),
    );
  }
  const { datasets } = await verifyCoverage(directory);
  expect(datasets.map(({ findings }) => findings)).toEqual([[]]);
});

test('merging again changes nothing', async () => {
  cpSync(shards, out, { recursive: true });
  await mergeShards(directory);
  const [before, stamps] = [treeOf(directory), stampsOf(directory)];
  expect((await mergeShards(directory)).status).toBe('unchanged');
  expect((await mergeShards(directory, { overwrite: true })).status).toBe('unchanged');
  expect(treeOf(directory)).toEqual(before);
  expect(stampsOf(directory)).toEqual(stamps);
});

test.for([
  ['the manifest of a shard', 'manifest-2-of-3.json'],
  ['the listing of a shard', 'scenarios-2-of-3.jsonl'],
] as const)('without %s nothing is merged', async ([, name]) => {
  cpSync(shards, out, { recursive: true });
  unlinkSync(path.join(directory, name));
  const before = treeOf(directory);
  expect(await codeOf(mergeShards(directory))).toBe('DATASET_INCOMPLETE');
  expect(treeOf(directory)).toEqual(before);
});

test('a shard whose listing was altered is not merged', async () => {
  cpSync(shards, out, { recursive: true });
  const file = path.join(directory, 'scenarios-3-of-3.jsonl');
  for (const alter of [
    (): void => appendFileSync(file, '\n'),
    (): void => writeFileSync(file, ''),
    (): void => writeFileSync(file, readFileSync(file, 'utf8').replace('"kept"', '"Kept"')),
  ]) {
    copyFileSync(path.join(shards, 'small', 'scenarios-3-of-3.jsonl'), file);
    alter();
    expect(await codeOf(mergeShards(directory, { overwrite: true }))).toBe('DATASET_INCOMPLETE');
  }
});

test.for<[string, PlanOptions]>([
  ['seed', { seed: 2 }],
  ['listing', { listing: 'kept' }],
  ['selection', { domains: ['search'] }],
  ['split', { shard: { index: 2, of: 3, by: 'domain' } }],
])('shards of another %s are of another plan', async ([, options]) => {
  await writeShard(out, 1, 3);
  await writeShard(out, 3, 3);
  await writeShard(out, 2, 3, options);
  const before = treeOf(directory);
  expect(await codeOf(mergeShards(directory, { overwrite: true }))).toBe('SHARDS_MISMATCH');
  expect(treeOf(directory)).toEqual(before);
});

test('shards of two splits side by side, or one share twice, are not merged', async () => {
  cpSync(shards, out, { recursive: true });
  await writeShard(out, 1, 2);
  expect(await codeOf(mergeShards(directory))).toBe('SHARDS_MISMATCH');
  unlinkSync(path.join(directory, 'manifest-1-of-2.json'));
  copyFileSync(path.join(directory, 'manifest-1-of-3.json'), path.join(directory, 'manifest-01-of-3.json'));
  expect(await codeOf(mergeShards(directory))).toBe('SHARDS_MISMATCH');
});

test('a manifest under the name of a shard that is none is not merged', async () => {
  mkdirSync(directory, { recursive: true });
  cpSync(path.join(whole, 'small'), directory, { recursive: true });
  copyFileSync(path.join(directory, 'manifest.json'), path.join(directory, 'manifest-1-of-1.json'));
  expect(await codeOf(mergeShards(directory))).toBe('SHARDS_MISMATCH');
  writeFileSync(path.join(directory, 'manifest-1-of-1.json'), '{}');
  expect(await codeOf(mergeShards(directory))).toBe('DATASET_CORRUPT');
});

test('a shard cannot name files elsewhere', async () => {
  cpSync(shards, out, { recursive: true });
  const file = path.join(directory, 'manifest-2-of-3.json');
  const text = readFileSync(file, 'utf8');
  copyFileSync(path.join(directory, 'scenarios-2-of-3.jsonl'), path.join(out, 'elsewhere.jsonl'));
  writeFileSync(file, text.replace('"scenarios-2-of-3.jsonl"', '"../elsewhere.jsonl"'));
  expect(await codeOf(mergeShards(directory))).toBe('OUTPUT_UNSAFE_PATH');
});

test('where there are no shards, there is nothing to merge', async () => {
  expect(await codeOf(mergeShards(path.join(root, 'nowhere')))).toBe('DATASET_NOT_FOUND');
  expect(await codeOf(mergeShards(path.join(whole, 'small')))).toBe('DATASET_NOT_FOUND');
  expect(await codeOf(mergeShards(path.join(whole, 'small', 'manifest.json')))).toBe('DATASET_NOT_FOUND');
});

test('a manifest of somebody else is not replaced by a merge', async () => {
  cpSync(shards, out, { recursive: true });
  writeFileSync(path.join(directory, 'manifest.json'), '{"theirs":true}');
  const before = treeOf(directory);
  expect(await codeOf(mergeShards(directory, { overwrite: true }))).toBe('OUTPUT_FOREIGN');
  expect(treeOf(directory)).toEqual(before);
});

test.for([0, 1, 3, 7, 8])(
  'a merge cut off after %i moves is carried on, and leaves nothing else',
  async (moved) => {
    cpSync(shards, out, { recursive: true });
    await mergeShards(directory);
    const complete = treeOf(directory);
    const { plan_sha256: plan } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as {
      plan_sha256: string;
    };
    const names = [
      'config/taxonomy.json',
      'config/exclusions.json',
      'report/coverage.html',
      'report/cells.csv',
      'report/bins.csv',
      'report/rules.csv',
      'run.json',
      'manifest.json',
    ];
    const staging = path.join(directory, '.covergrid');
    mkdirSync(staging);
    writeFileSync(path.join(staging, 'plan'), plan);
    writeFileSync(path.join(staging, 'commit.json'), JSON.stringify({ names, removed: [] }));
    for (const name of names.slice(moved)) {
      copyFileSync(path.join(directory, name), path.join(staging, `new-${name.replaceAll('/', '+')}`));
      // The copies of the configuration are there from the shards.
      if (!name.startsWith('config/')) unlinkSync(path.join(directory, name));
    }
    await mergeShards(directory);
    expect(treeOf(directory)).toEqual(complete);
  },
);
