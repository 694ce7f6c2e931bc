import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { writeShortOfMemory } from './support/short-memory.ts';
import { LARGE, SMALL, sizedVertical } from './support/small-vertical.ts';
import { runUntil } from './support/writer.ts';

const plan = planCoverage(LARGE, { listing: 'all' });
const root = temporaryDirectory();
const staged = (out: string): string => path.join(out, 'sized', '.covergrid', 'new-scenarios.jsonl');
let expected: Record<string, string> = {};

beforeAll(async () => {
  const out = path.join(root, 'reference');
  await writeCoverage(plan, { out });
  expected = outputOf(out);
});

// A third of a gigabyte each.
beforeEach(() => rmSync(path.join(root, 'case'), { recursive: true, force: true }));

test('stopped by a signal, a run goes on where it was and reaches the same bytes', async () => {
  const out = path.join(root, 'case');
  const stop = new AbortController();
  const stopped = writeCoverage(plan, {
    out,
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done > 900_000) stop.abort();
    },
  });
  expect(await codeOf(stopped)).toBe('INTERRUPTED');
  expect(existsSync(path.join(out, 'sized', 'scenarios.jsonl'))).toBe(false);
  const { status, run } = await writeCoverage(plan, { out, resume: true });
  expect(status).toBe('resumed');
  expect(run!.rows).toBe(plan.lines);
  expect(run!.resumed_rows).toBeGreaterThan(900_000);
  expect(run!.resumed_rows).toBeLessThan(1_000_000);
  expect(outputOf(out)).toEqual(expected);
});

test('stopped again and again, each time a little further', async () => {
  const out = path.join(root, 'case');
  for (const limit of [300_000, 300_001, 1_200_000, 1_900_000]) {
    const stop = new AbortController();
    const stopped = writeCoverage(plan, {
      out,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done > limit) stop.abort();
      },
    });
    expect(await codeOf(stopped)).toBe('INTERRUPTED');
  }
  const { run } = await writeCoverage(plan, { out });
  expect(run!.resumed_rows).toBeGreaterThan(1_900_000);
  expect(outputOf(out)).toEqual(expected);
});

test('a signal that came before the run stops it, too', async () => {
  const out = path.join(root, 'case');
  expect(await codeOf(writeCoverage(plan, { out, signal: AbortSignal.abort() }))).toBe('INTERRUPTED');
  await writeCoverage(plan, { out });
  expect(outputOf(out)).toEqual(expected);
});

test('stopped for memory, a run goes on with more', async () => {
  const out = path.join(root, 'case');
  expect(await codeOf(writeShortOfMemory(plan, { out }))).toBe('MEMORY_LIMIT');
  const { status } = await writeCoverage(plan, { out, resume: true });
  expect(status).toBe('resumed');
  expect(outputOf(out)).toEqual(expected);
});

test('resume with another seed refuses, and the interrupted run keeps what it has', async () => {
  const out = path.join(root, 'case');
  const stop = new AbortController();
  const onProgress = ({ done }: { done: number }): void => {
    if (done > 500_000) stop.abort();
  };
  await failureOf(writeCoverage(plan, { out, signal: stop.signal, onProgress }));
  const other = planCoverage(plan.configuration, { listing: 'all', seed: 2 });
  expect(await codeOf(writeCoverage(other, { out, resume: true }))).toBe('RESUME_NOTHING');
  const { run } = await writeCoverage(plan, { out, resume: true });
  expect(run!.resumed_rows).toBeGreaterThan(500_000);
});

test.for([50, 200, 290])('killed at %i MB, the next run reaches the same bytes', async (megabytes) => {
  const out = path.join(root, 'case');
  const size = (): number => statSync(staged(out), { throwIfNoEntry: false })?.size ?? 0;
  await runUntil({ vertical: 'large', seed: 1, listing: 'all', out }, () => size() >= megabytes * 1e6);
  const { run, status } = await writeCoverage(plan, { out });
  expect(status).toBe('resumed');
  // One checkpoint every 256 MiB, and the one at 256 may not have reached the disk yet.
  expect(run!.resumed_rows).toBeLessThan(1_700_000);
  if (megabytes < 256) expect(run!.resumed_rows).toBe(0);
  expect(outputOf(out)).toEqual(expected);
});

const disk = path.join(root, 'disk');
const isMounted = mountSmallDisk();
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
});

test.runIf(isMounted)(
  'a disk that is full: a sentence, and the next run ends it once there is room',
  async () => {
    // 240,000 lines, 40 MB, for a disk of 1 MB.
    const large = planCoverage(sizedVertical(12, 4, 10), { listing: 'all' });
    const failure = await failureOf(writeCoverage(large, { out: disk }));
    expect(failure).toMatchObject({
      code: 'OUTPUT_FAILED',
      message: expect.stringMatching(/the disk is full\.$/) as unknown,
    });
    // Not even the smallest file fits beside what the first run left.
    expect(await codeOf(writeCoverage(planCoverage(SMALL), { out: disk }))).toBe('OUTPUT_FAILED');
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    const { status } = await writeCoverage(large, { out: disk, resume: true });
    expect(status).toBe('resumed');
    await writeCoverage(planCoverage(SMALL), { out: disk });
    const elsewhere = path.join(root, 'elsewhere');
    await writeCoverage(large, { out: elsewhere });
    await writeCoverage(planCoverage(SMALL), { out: elsewhere });
    expect(outputOf(disk)).toEqual(outputOf(elsewhere));
  },
);

/** A file system of one mebibyte, where this process may mount one. */
function mountSmallDisk(): boolean {
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'covergrid-test', disk], { stdio: 'ignore' });
    accessSync(disk, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
