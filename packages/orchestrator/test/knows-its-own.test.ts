import { chmodSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfiguration } from '@covergrid/taxonomy';
import { beforeEach, expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { previewCoverage } from '../src/preview-coverage.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { outputOf, stampsOf, temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { writeShortOfMemory } from './support/short-memory.ts';
import { SMALL, SMALL_EDITED, SMALL_EXCLUSIONS, SMALL_TAXONOMY } from './support/small-vertical.ts';

const root = temporaryDirectory();
const plan = planCoverage(SMALL);
const edited = planCoverage(SMALL_EDITED, { seed: 2 });
/** {@link SMALL} under another title: every line of its listing is the same. */
const renamed = planCoverage(defineConfiguration({ ...SMALL_TAXONOMY, title: 'Renamed' }, SMALL_EXCLUSIONS));
let cases = 0;
let out = '';
let directory = '';

beforeEach(() => {
  out = path.join(root, `case-${cases++}`);
  directory = path.join(out, 'small');
});

const at = (name: string): string => path.join(directory, name);

test('only files that differ are named: a listing of equal lines is not', async () => {
  await writeCoverage(plan, { out });
  const { data } = await failureOf(writeCoverage(renamed, { out }));
  expect(data['different']).toEqual(['config/taxonomy.json', 'report/coverage.html', 'manifest.json']);
  const { ino } = readStamp('scenarios.jsonl');
  await writeCoverage(renamed, { out, overwrite: true });
  expect(readStamp('scenarios.jsonl')).toEqual({ ino });
  const fresh = path.join(root, `fresh-${cases}`);
  await writeCoverage(renamed, { out: fresh });
  expect(outputOf(out)).toEqual(outputOf(fresh));
});

function readStamp(name: string): { ino: string } {
  return { ino: stampsOf(directory)[name]! };
}

test('a listing that differs is named', async () => {
  await writeCoverage(plan, { out });
  const { data } = await failureOf(writeCoverage(edited, { out }));
  expect(data['different']).toContain('scenarios.jsonl');
});

test('a listing of ours is known without its manifest: only that is written again', async () => {
  await writeCoverage(plan, { out });
  const [before, { ino }] = [outputOf(out), readStamp('scenarios.jsonl')];
  unlinkSync(at('manifest.json'));
  expect((await writeCoverage(plan, { out })).status).toBe('completed');
  expect(outputOf(out)).toEqual(before);
  expect(readStamp('scenarios.jsonl')).toEqual({ ino });
  unlinkSync(at('manifest.json'));
  const { data } = await failureOf(writeCoverage(renamed, { out }));
  expect(data['different']).toEqual(['config/taxonomy.json', 'report/coverage.html']);
});

test('what a manifest promised of a missing listing is held against the one written again', async () => {
  await writeCoverage(plan, { out });
  unlinkSync(at('scenarios.jsonl'));
  const text = readFileSync(at('manifest.json'), 'utf8');
  const altered = text.replace(/("count": 60,\s+"sha256": ")\w{4}/, '$10000');
  writeFileSync(at('manifest.json'), altered);
  const { data } = await failureOf(writeCoverage(plan, { out }));
  expect(data['different']).toEqual(['manifest.json']);
  expect(readFileSync(at('manifest.json'), 'utf8')).toBe(altered);
  await writeCoverage(plan, { out, overwrite: true });
  expect(readFileSync(at('manifest.json'), 'utf8')).toBe(text);
});

test('a record that is gone is written again, and nothing else', async () => {
  await writeCoverage(plan, { out });
  unlinkSync(at('run.json'));
  const before = stampsOf(directory);
  expect((await writeCoverage(plan, { out })).status).toBe('completed');
  const { 'run.json': record, ...after } = stampsOf(directory);
  expect(record).toBeDefined();
  expect(after).toEqual(before);
  expect((await writeCoverage(plan, { out })).status).toBe('unchanged');
});

test('without a record, our files are known from the manifest and the configuration', async () => {
  await writeCoverage(plan, { out });
  unlinkSync(at('run.json'));
  expect(await codeOf(writeCoverage(edited, { out }))).toBe('OUTPUT_DIFFERS');
  await writeCoverage(edited, { out, overwrite: true });
  const fresh = path.join(root, `fresh-${cases}`);
  await writeCoverage(edited, { out: fresh });
  expect(outputOf(out)).toEqual(outputOf(fresh));
});

test('without a record and a manifest, nothing proves that a file is ours', async () => {
  await writeCoverage(plan, { out });
  unlinkSync(at('run.json'));
  unlinkSync(at('manifest.json'));
  const before = treeOf(out);
  expect(await codeOf(writeCoverage(edited, { out, overwrite: true }))).toBe('OUTPUT_FOREIGN');
  expect(treeOf(out)).toEqual(before);
  expect((await writeCoverage(plan, { out })).status).toBe('completed');
});

test.for(['scenarios.jsonl', 'report/cells.csv', 'config/taxonomy.json'])(
  'a file of somebody else that has taken the place of %s stays',
  async (name) => {
    await writeCoverage(plan, { out });
    writeFileSync(at(name), 'mine');
    const before = treeOf(out);
    for (const next of [plan, edited]) {
      for (const overwrite of [false, true]) {
        const failure = await failureOf(writeCoverage(next, { out, overwrite }));
        expect(failure.code).toBe('OUTPUT_FOREIGN');
        expect(failure.message).toContain(name);
        expect(treeOf(out)).toEqual(before);
      }
    }
  },
);

test('so it does where that name is no longer part of the output', async () => {
  await writeCoverage(plan, { out });
  writeFileSync(at('scenarios.jsonl'), 'mine');
  await writeCoverage(planCoverage(SMALL, { listing: 'none' }), { out, overwrite: true });
  expect(readFileSync(at('scenarios.jsonl'), 'utf8')).toBe('mine');
});

test('a report of somebody else is not replaced by ours', async () => {
  await writeCoverage(plan, { out });
  writeFileSync(at('report/coverage.html'), 'mine');
  expect(await codeOf(writeReport(directory, { overwrite: true }))).toBe('OUTPUT_FOREIGN');
  expect(readFileSync(at('report/coverage.html'), 'utf8')).toBe('mine');
});

async function writeShards(of: number, configuration = SMALL): Promise<void> {
  for (let index = 1; index <= of; index++) {
    await writeCoverage(planCoverage(configuration, { shard: { index, of, by: 'rank' } }), { out });
  }
}

test('a shard of another configuration differs, be it the same share or another', async () => {
  await writeShards(1);
  await writeCoverage(planCoverage(SMALL, { shard: { index: 1, of: 3, by: 'rank' } }), { out });
  for (const index of [1, 2]) {
    const other = planCoverage(SMALL_EDITED, { shard: { index, of: 3, by: 'rank' } });
    expect(await codeOf(writeCoverage(other, { out }))).toBe('OUTPUT_DIFFERS');
  }
});

test('a plan over merged shards removes all of them', async () => {
  await writeShards(3);
  await mergeShards(directory);
  writeFileSync(at('manifest-4-of-4.json'), 'mine');
  expect(await codeOf(writeCoverage(plan, { out }))).toBe('OUTPUT_DIFFERS');
  await writeCoverage(plan, { out, overwrite: true });
  expect(readdirSync(directory).toSorted()).toEqual([
    'config',
    'manifest-4-of-4.json',
    'manifest.json',
    'report',
    'run.json',
    'scenarios.jsonl',
  ]);
});

test('a merge over a whole plan removes its listing', async () => {
  await writeCoverage(plan, { out });
  await writeShards(2);
  expect(await codeOf(mergeShards(directory))).toBe('OUTPUT_DIFFERS');
  await mergeShards(directory, { overwrite: true });
  expect(readdirSync(directory)).not.toContain('scenarios.jsonl');
  expect(readdirSync(directory)).toContain('scenarios-2-of-2.jsonl');
});

test('an interrupted run of another plan is thrown away only when asked, and never by a report', async () => {
  expect(await codeOf(writeShortOfMemory(plan, { out }))).toBe('MEMORY_LIMIT');
  const before = treeOf(out);
  const failure = await failureOf(writeCoverage(edited, { out }));
  expect(failure.code).toBe('OUTPUT_DIFFERS');
  expect(failure.message).toContain('interrupted run');
  expect(treeOf(out)).toEqual(before);
  await writeCoverage(edited, { out, overwrite: true });
  expect(await codeOf(writeShortOfMemory(plan, { out, overwrite: true }))).toBe('MEMORY_LIMIT');
  await writeReport(directory, { averageTurns: 7, overwrite: true });
  await writeReport(directory, { overwrite: true });
  expect((await writeCoverage(edited, { out })).status).toBe('unchanged');
  expect((await writeCoverage(plan, { out, overwrite: true, resume: true })).status).toBe('resumed');
});

test('a preview says what a run would do, and does nothing', async () => {
  const preview = async (next = plan, overwrite = false): Promise<unknown> => {
    const before = stampsOf(root);
    const { status, replaced } = await previewCoverage(next, { out, overwrite });
    expect(stampsOf(root)).toEqual(before);
    return [status, replaced];
  };
  expect(await preview()).toEqual(['written', []]);
  expect(await codeOf(writeShortOfMemory(plan, { out }))).toBe('MEMORY_LIMIT');
  expect(await preview()).toEqual(['resumed', []]);
  expect(await codeOf(preview(edited))).toBe('OUTPUT_DIFFERS');
  await writeCoverage(plan, { out });
  expect(await preview()).toEqual(['unchanged', []]);
  expect(await codeOf(preview(renamed))).toBe('OUTPUT_DIFFERS');
  expect(await preview(renamed, true)).toEqual([
    'written',
    ['config/taxonomy.json', 'report/coverage.html', 'manifest.json'],
  ]);
  rmSync(at('report'), { recursive: true });
  expect(await preview()).toEqual(['completed', []]);
  writeFileSync(at('manifest.json'), 'mine');
  expect(await codeOf(preview())).toBe('OUTPUT_FOREIGN');
});

test.for(['manifest.json', 'run.json', 'scenarios.jsonl', 'report/cells.csv'])(
  '%s that may not be read is said to be unreadable',
  async (name) => {
    await writeCoverage(plan, { out });
    chmodSync(root, 0o755);
    chmodSync(at(name), 0);
    const failure = await asNobody(() => failureOf(writeCoverage(plan, { out })));
    expect(failure.code).toBe('INPUT_UNREADABLE');
    expect(failure.message).toBe(`Cannot read ${at(name)}: permission is denied.`);
  },
);

/** Root may read everything: for this it becomes nobody. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('a concurrency that is none is refused, and one thread gives the same bytes', async () => {
  expect(await codeOf(writeCoverage(plan, { out, concurrency: 0 }))).toBe('USAGE');
  await writeCoverage(plan, { out, concurrency: 1 });
  expect((await writeCoverage(plan, { out })).status).toBe('unchanged');
});
