import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isCovergridError } from '@covergrid/core';
import { compileVertical } from '@covergrid/worlds';
import { describe, expect, test } from 'vitest';
import { planCoverage, planGeneration, writeGeneration, type GenerationPlan } from '../src/index.ts';
import { makerFor } from '../src/maker-for.ts';
import { InlineParts } from '../src/part-maker.ts';
import { PartThreads } from '../src/part-threads.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { LIBRARY, LIBRARY_GRID, planLibrary } from './support/library-grid.ts';

/** Headers of datasets below a directory: what says that one is there. */
function headersIn(out: string): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('dataset.json'),
  );
}

test('the bytes are the same for any number of threads', async () => {
  const plan = planLibrary({ partSize: 4 });
  const trees: Record<string, string>[] = [];
  for (const concurrency of [1, 2, 5]) {
    const out = temporaryDirectory();
    await writeGeneration(plan, { out, concurrency });
    trees.push(outputOf(out));
  }
  for (const tree of trees.slice(1)) expect(tree).toEqual(trees[0]);
});

test('a second run compares in threads as well', async () => {
  const plan = planLibrary({ partSize: 4 });
  const out = temporaryDirectory();
  await writeGeneration(plan, { out });
  const { datasets } = await writeGeneration(plan, { out, concurrency: 2 });
  expect(datasets.map(({ status }) => status)).toEqual(datasets.map(() => 'unchanged'));
});

describe('threads are started', () => {
  const plan = planLibrary();
  const makerOf = (conversations: number, parts: number, concurrency?: number): unknown =>
    makerFor(plan, { conversations, parts }, concurrency)({});

  test('where there is enough to do, or where they are asked for', () => {
    expect(makerOf(3999, 100)).toBeInstanceOf(InlineParts);
    expect(makerOf(10, 2, 2)).toBeInstanceOf(PartThreads);
    expect(makerOf(100_000, 1)).toBeInstanceOf(InlineParts);
    expect(makerOf(100_000, 100, 1)).toBeInstanceOf(InlineParts);
  });

  test.for([0, 1.5, -1])('but never %d of them', (concurrency) => {
    expect(() => makerOf(1, 1, concurrency)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

/** A library whose desk says the opposite of its policy: no golden of a renewal that is due can be proven. */
function wrongPlan(partSize: number): GenerationPlan {
  const { decisionTable, ...sources } = LIBRARY.sources;
  const rows = decisionTable.value.rows.map((row) =>
    row.decision === 'approve' ? { ...row, decision: 'deny_policy' as const } : row,
  );
  const wrong = compileVertical({
    ...sources,
    decisionTable: { ...decisionTable, value: { ...decisionTable.value, rows } },
  });
  return planGeneration(planCoverage(LIBRARY_GRID), wrong, { partSize, variants: 20 });
}

test('a golden that a thread cannot prove ends the run, with all that is said without threads', async () => {
  const plan = wrongPlan(200);
  const [alone, beside] = [temporaryDirectory(), temporaryDirectory()];
  const expected = await failureOf(writeGeneration(plan, { out: alone }));
  const failure = await failureOf(writeGeneration(plan, { out: beside, concurrency: 2 }));
  expect(expected.code).toBe('GOLDEN_UNPROVEN');
  expect(failure.code).toBe('GOLDEN_UNPROVEN');
  expect(failure.message).toMatch(/^The golden of scn_[0-9a-f]{24}, variant \d+, fails the proof "/);
  expect(Object.keys(failure.data)).toEqual(Object.keys(expected.data));
  expect(headersIn(beside)).toEqual([]);
});

test('a part that cannot be staged ends the run with the error of the system in a sentence', async () => {
  const maker = new PartThreads(planLibrary(), 1);
  const file = path.join(temporaryDirectory(), 'nowhere', 'file');
  const failure = await failureOf(
    maker.make({ dataset: 0, part: 0, files: { conversations: file, goldens: file } }),
  );
  expect(failure.code).toBe('OUTPUT_FAILED');
  expect(await codeOf(maker.make({ dataset: 0, part: 0, files: undefined }))).toBe('OUTPUT_FAILED');
  await maker.close();
});

describe('a thread that dies', () => {
  test('for want of memory says so', async () => {
    const maker = new PartThreads(
      planLibrary({ variants: 1000, partSize: 100_000 }),
      1,
      {},
      { maxOldGenerationSizeMb: 8 },
    );
    expect(await codeOf(maker.make({ dataset: 0, part: 0, files: undefined }))).toBe('MEMORY_LIMIT');
    await maker.close();
  });

  test('of a bug brings the bug along', async () => {
    const maker = new PartThreads(planLibrary(), 1);
    const error: unknown = await maker
      .make({ dataset: 99, part: 0, files: undefined })
      .catch((e: unknown) => e);
    expect(isCovergridError(error)).toBe(false);
    expect(error).toBeInstanceOf(Error);
    await maker.close();
  });
});

test('a signal ends threads at once, and the next run goes on to the same bytes', async () => {
  const plan = planLibrary({ variants: 80, partSize: 300 });
  const [whole, out] = [temporaryDirectory(), temporaryDirectory()];
  await writeGeneration(plan, { out: whole });
  const stop = new AbortController();
  let sent = 0;
  const onProgress = ({ phase, done }: { phase: string; done: number }): void => {
    if (phase !== 'conversations' || done < 900 || sent > 0) return;
    sent = performance.now();
    stop.abort();
  };
  const options = { out, concurrency: 2 };
  expect(await codeOf(writeGeneration(plan, { ...options, signal: stop.signal, onProgress }))).toBe(
    'INTERRUPTED',
  );
  expect(performance.now() - sent).toBeLessThan(2000);
  await writeGeneration(plan, { ...options, resume: true });
  expect(outputOf(out)).toEqual(outputOf(whole));
});

test('so does a signal before they have started, and a limit of memory', async () => {
  const plan = planLibrary({ partSize: 3 });
  const out = temporaryDirectory();
  const options = { out, concurrency: 2 };
  expect(await codeOf(writeGeneration(plan, { ...options, signal: AbortSignal.abort() }))).toBe(
    'INTERRUPTED',
  );
  expect(await codeOf(writeGeneration(plan, { ...options, maxMemoryBytes: 1 }))).toBe('MEMORY_LIMIT');
  await writeGeneration(plan, options);
  expect(headersIn(out)).toHaveLength(plan.datasets.length);
});
