import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { outputOf, stampsOf, temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { writeShortOfMemory } from './support/short-memory.ts';
import { SMALL, SMALL_EDITED } from './support/small-vertical.ts';

const root = temporaryDirectory();
const plan = planCoverage(SMALL);
const edited = planCoverage(SMALL_EDITED, { seed: 2 });
let cases = 0;
let out = '';
let directory = '';

beforeEach(() => {
  out = path.join(root, `case-${cases++}`);
  directory = path.join(out, 'small');
  mkdirSync(directory, { recursive: true });
});

const TARGETS = [
  'manifest.json',
  'scenarios.jsonl',
  'run.json',
  'config/taxonomy.json',
  'config/exclusions.json',
  'report/coverage.html',
  'report/cells.csv',
];

type Plant = (at: string) => void;
const OBSTACLES: Record<string, Plant> = {
  'a file of somebody else': (at) => writeFileSync(at, '{"schema":"theirs"}\n'),
  'an empty file': (at) => writeFileSync(at, ''),
  'a directory': (at) => mkdirSync(at),
  'a pipe': (at) => execFileSync('mkfifo', [at]),
  'a symbolic link': (at) => symlinkSync(path.join(root, 'nowhere'), at),
  'a link to a file of equal content': (at) => {
    writeFileSync(`${at}.target`, 'x');
    symlinkSync(`${at}.target`, at);
  },
};

test.for(Object.keys(OBSTACLES).flatMap((obstacle) => TARGETS.map((target) => [obstacle, target] as const)))(
  '%s in the place of %s stays, with overwrite too',
  async ([obstacle, target]) => {
    const at = path.join(directory, target);
    mkdirSync(path.dirname(at), { recursive: true });
    OBSTACLES[obstacle]!(at);
    const before = treeOf(root);
    for (const overwrite of [false, true]) {
      const failure = await failureOf(writeCoverage(plan, { out, overwrite }));
      expect(failure.code).toBe('OUTPUT_FOREIGN');
      expect(failure.message).toContain(target);
      expect(treeOf(root)).toEqual(before);
    }
  },
);

test.for(['manifest.json', 'scenarios.jsonl', 'report/rules.csv', 'config/taxonomy.json'])(
  'where %s of ours has become a directory or a link, nothing is written or removed',
  async (target) => {
    await writeCoverage(plan, { out });
    const at = path.join(directory, target);
    for (const obstacle of ['a directory', 'a pipe', 'a symbolic link']) {
      rmSync(at, { recursive: true });
      OBSTACLES[obstacle]!(at);
      const before = treeOf(root);
      for (const overwrite of [false, true]) {
        expect(await codeOf(writeCoverage(edited, { out, overwrite }))).toBe('OUTPUT_FOREIGN');
        expect(treeOf(root)).toEqual(before);
      }
    }
  },
);

test.for([
  ['config', 'a symbolic link', 'OUTPUT_UNSAFE_PATH'],
  ['report', 'a symbolic link', 'OUTPUT_UNSAFE_PATH'],
  ['config', 'a file of somebody else', 'OUTPUT_FOREIGN'],
  ['report', 'a pipe', 'OUTPUT_FOREIGN'],
  ['.covergrid', 'a symbolic link', 'OUTPUT_UNSAFE_PATH'],
  ['.covergrid', 'a file of somebody else', 'OUTPUT_FOREIGN'],
  ['.covergrid', 'a pipe', 'OUTPUT_FOREIGN'],
] as const)('%s that is %s is refused', async ([name, obstacle, code]) => {
  OBSTACLES[obstacle]!(path.join(directory, name));
  const before = treeOf(root);
  for (const overwrite of [false, true]) {
    expect(await codeOf(writeCoverage(plan, { out, overwrite }))).toBe(code);
    expect(treeOf(root)).toEqual(before);
  }
});

test('nothing is written or removed through a directory of ours that has become a link', async () => {
  await writeCoverage(plan, { out });
  const elsewhere = path.join(root, `elsewhere-${cases}`);
  renameSync(path.join(directory, 'report'), elsewhere);
  symlinkSync(elsewhere, path.join(directory, 'report'));
  const before = treeOf(root);
  for (const overwrite of [false, true]) {
    expect(await codeOf(writeCoverage(edited, { out, overwrite }))).toBe('OUTPUT_UNSAFE_PATH');
    expect(treeOf(root)).toEqual(before);
  }
});

test('the output directory is a directory: no file, no link', async () => {
  const file = path.join(out, 'file');
  writeFileSync(file, '');
  const link = path.join(out, 'link');
  symlinkSync(directory, link);
  rmSync(directory, { recursive: true });
  writeFileSync(directory, '');
  const before = treeOf(root);
  for (const overwrite of [false, true]) {
    expect(await codeOf(writeCoverage(plan, { out: file, overwrite }))).toBe('OUTPUT_FOREIGN');
    expect(await codeOf(writeCoverage(plan, { out: link, overwrite }))).toBe('OUTPUT_UNSAFE_PATH');
    expect(await codeOf(writeCoverage(plan, { out, overwrite }))).toBe('OUTPUT_FOREIGN');
    expect(await codeOf(writeCoverage(plan, { out: path.join(file, 'deeper'), overwrite }))).toMatch(
      /^OUTPUT_/,
    );
  }
  unlinkSync(directory);
  symlinkSync(root, directory);
  expect(await codeOf(writeCoverage(plan, { out, overwrite: true }))).toBe('OUTPUT_UNSAFE_PATH');
  unlinkSync(directory);
  writeFileSync(directory, '');
  expect(treeOf(root)).toEqual(before);
});

test('other output stays byte for byte unless it may be replaced', async () => {
  await writeCoverage(plan, { out });
  const [before, stamps] = [treeOf(root), stampsOf(root)];
  const failure = await failureOf(writeCoverage(edited, { out }));
  expect(failure.code).toBe('OUTPUT_DIFFERS');
  expect(failure.data).toMatchObject({ different: expect.arrayContaining(['manifest.json']) as unknown });
  expect(treeOf(root)).toEqual(before);
  expect(stampsOf(root)).toEqual(stamps);
});

test('an interrupted run of another plan is not thrown away by a run that is refused', async () => {
  await writeCoverage(plan, { out });
  expect(await codeOf(writeShortOfMemory(edited, { out, overwrite: true }))).toBe('MEMORY_LIMIT');
  const before = treeOf(root);
  expect(await codeOf(writeCoverage(planCoverage(SMALL, { seed: 3 }), { out }))).toBe('OUTPUT_DIFFERS');
  expect(await codeOf(writeCoverage(plan, { out, resume: true }))).toBe('RESUME_NOTHING');
  expect(treeOf(root)).toEqual(before);
  const { status } = await writeCoverage(edited, { out, overwrite: true, resume: true });
  expect(status).toBe('resumed');
});

test('there is nothing to resume where nothing was interrupted', async () => {
  expect(await codeOf(writeCoverage(plan, { out, resume: true }))).toBe('RESUME_NOTHING');
  expect(treeOf(directory)).toEqual({});
  await writeCoverage(plan, { out });
  expect((await writeCoverage(plan, { out, resume: true })).status).toBe('unchanged');
});

test('a second run writes nothing, and no second report either', async () => {
  await writeCoverage(plan, { out });
  const [before, stamps] = [treeOf(root), stampsOf(root)];
  for (const overwrite of [false, true]) {
    const { status, run } = await writeCoverage(plan, { out, overwrite });
    expect([status, run]).toEqual(['unchanged', undefined]);
    expect((await writeReport(directory, { overwrite })).status).toBe('unchanged');
  }
  expect(treeOf(root)).toEqual(before);
  expect(stampsOf(root)).toEqual(stamps);
});

test('overwriting removes what is ours and no longer part of the output, and nothing of others', async () => {
  await writeCoverage(plan, { out });
  const theirs = ['notes.txt', 'report/notes.html', 'config/old.yaml', 'scenarios-old.jsonl'];
  for (const name of theirs) writeFileSync(path.join(directory, name), name);
  await writeCoverage(planCoverage(SMALL, { listing: 'none', seed: 2 }), { out, overwrite: true });
  const fresh = path.join(root, `fresh-${cases}`);
  await writeCoverage(planCoverage(SMALL, { listing: 'none', seed: 2 }), { out: fresh });
  const { ...found } = outputOf(directory);
  for (const name of theirs) {
    expect(readFileSync(path.join(directory, name), 'utf8')).toBe(name);
    delete found[name];
  }
  expect(found).toEqual(outputOf(path.join(fresh, 'small')));
  expect(found).not.toHaveProperty('scenarios.jsonl');
});

test('a record or manifest of somebody else cannot have files outside removed', async () => {
  await writeCoverage(plan, { out });
  const victim = path.join(out, 'victim.txt');
  writeFileSync(victim, 'theirs');
  const record = path.join(directory, 'run.json');
  const run = JSON.parse(readFileSync(record, 'utf8')) as { files: object[] };
  run.files.push({ path: '../victim.txt', sha256: '0'.repeat(64) });
  writeFileSync(record, JSON.stringify(run));
  const before = treeOf(directory, ['.covergrid']);
  expect(await codeOf(writeCoverage(edited, { out, overwrite: true }))).toBe('OUTPUT_UNSAFE_PATH');
  expect(readFileSync(victim, 'utf8')).toBe('theirs');
  const after = Object.entries(treeOf(directory)).filter(([name]) => !name.startsWith('.covergrid'));
  expect(Object.fromEntries(after)).toEqual(before);
});

test('what is missing of an otherwise equal output is completed', async () => {
  await writeCoverage(plan, { out });
  const before = outputOf(directory);
  for (const name of ['report/cells.csv', 'config/taxonomy.json', 'scenarios.jsonl', 'run.json']) {
    if (name === 'run.json') continue;
    unlinkSync(path.join(directory, name));
    expect((await writeCoverage(plan, { out })).status, name).toBe('completed');
    expect(outputOf(directory), name).toEqual(before);
  }
});

test.for([
  ['a count', (text: string) => text.replace('"count": 60', '"count": 61')],
  ['a hash', (text: string) => text.replace(/("count": 60,\s+"sha256": ")./, '$1x')],
  ['a total', (text: string) => text.replace('"raw": 60', '"raw": 61')],
  ['a line feed', (text: string) => `${text}\n`],
] as const)('a manifest with %s altered is no identical output', async ([, alter]) => {
  await writeCoverage(plan, { out });
  const before = outputOf(directory);
  const file = path.join(directory, 'manifest.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, alter(text));
  expect(readFileSync(file, 'utf8')).not.toBe(text);
  const tampered = outputOf(directory);
  expect(await codeOf(writeCoverage(plan, { out }))).toMatch(/^OUTPUT_(DIFFERS|FOREIGN)$/);
  expect(outputOf(directory)).toEqual(tampered);
  expect(before).not.toEqual(tampered);
});
