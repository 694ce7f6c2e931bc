import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { takeSteps, type CovergridError } from '@covergrid/core';
import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';
import { describe, expect, test } from 'vitest';
import { planCoverage, planSteps, type PlanOptions } from '../src/coverage-plan.ts';
import { readEarlierOutput } from '../src/earlier-output.ts';
import { explainDataset } from '../src/explain-dataset.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { outputNames } from '../src/output-names.ts';
import { previewCoverage } from '../src/preview-coverage.ts';
import { verifyCoverage } from '../src/verify-coverage.ts';
import { verifyReport } from '../src/verify-report.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf, failureOf } from './support/error-code.ts';
import { SMALL } from './support/small-vertical.ts';

const out = path.join(temporaryDirectory(), 'out');
const small = (): string => path.join(temporaryDirectory(), 'small-out');

interface Shape {
  readonly domains: number;
  readonly behaviors: number;
  readonly axes: readonly string[];
  readonly bins: number;
}

function configured({ domains, behaviors, axes, bins }: Shape, rules: readonly object[]): Configuration {
  const ids = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => letter + i);
  const named = (id: string): object => ({ id, name: id });
  return defineConfiguration(
    {
      schema: 'covergrid/taxonomy@1',
      id: 'long',
      version: '1.0.0',
      domains: ids('d', domains).map(named),
      behaviors: ids('h', behaviors).map(named),
      axes: axes.map((id) => ({ ...named(id), bins: ids('b', bins).map((bin) => ({ id: bin })) })),
    },
    {
      schema: 'covergrid/exclusions@1',
      id: 'long-rules',
      version: '1.0.0',
      taxonomy: { id: 'long', version: '*' },
      rules: rules.map((rule, i) => ({ id: `r${i}`, category: 'own', rationale: 'Made up.', ...rule })),
    },
  );
}

const PAIRS = [0, 1, 2, 3, 4, 5];
/** Each pair of axes must differ, and they stand far apart: no small diagram says that. */
const ENTANGLED = configured(
  { domains: 4, behaviors: 1, axes: PAIRS.flatMap((i) => [`a${i}`, `z${i}`]), bins: 5 },
  PAIRS.flatMap((i) => [0, 1, 2, 3, 4].map((b) => ({ exclude: { [`a${i}`]: `b${b}`, [`z${i}`]: `b${b}` } }))),
);
const AXES = Array.from({ length: 48 }, (_, i) => `a${i}`);
const WIDE = configured(
  { domains: 2, behaviors: 2, axes: AXES, bins: 2 },
  Array.from({ length: 24 }, (_, i) => ({ exclude: { [AXES[i]!]: 'b0', [AXES[i + 24]!]: 'b0' } })),
);
const GROUPED = configured({ domains: 100, behaviors: 100, axes: ['a', 'b', 'c'], bins: 10 }, [
  { limit: {}, per: ['domain', 'behavior', 'a', 'b'], keep: 4 },
]);
/** The report says of each of these limits what it would keep per cell, and compiles all anew for that. */
const TOLD = configured(
  { domains: 100, behaviors: 50, axes: ['a', 'b', 'c'], bins: 20 },
  Array.from({ length: 12 }, (_, i) => ({ limit: { c: `b${i}` }, per: [], keep: 5 })),
);

const COMPILES: readonly [string, Configuration, PlanOptions][] = [
  ['a diagram', WIDE, {}],
  ['an enumeration', ENTANGLED, { nodeCap: 100 }],
  ['a limit with many groups', GROUPED, {}],
];

/** Ends work by a signal soon after it began. */
async function interrupted(work: (signal: AbortSignal) => Promise<unknown>): Promise<CovergridError> {
  const controller = new AbortController();
  let sent = 0;
  setTimeout(() => {
    sent = performance.now();
    controller.abort();
  }, 100);
  const failure = await failureOf(work(controller.signal));
  expect(performance.now() - sent).toBeLessThan(2000);
  return failure;
}

describe('while it compiles', () => {
  test.each(COMPILES)('%s is stopped by a signal', async (_, configuration, options) => {
    const failure = await interrupted((signal) => takeSteps(planSteps(configuration, options), { signal }));
    expect(failure.code).toBe('INTERRUPTED');
  });

  test.each(COMPILES)('%s is stopped for memory', async (_, configuration, options) => {
    const work = takeSteps(planSteps(configuration, options), { maxMemoryBytes: 1 });
    expect(await codeOf(work)).toBe('MEMORY_LIMIT');
  });
});

describe('while it renders the report', () => {
  const plan = planCoverage(TOLD, { listing: 'none' });

  test('a run is stopped by a signal, and has written nothing', async () => {
    const failure = await interrupted((signal) => writeCoverage(plan, { out, signal }));
    expect(failure.code).toBe('INTERRUPTED');
    expect(existsSync(out)).toBe(false);
  });

  test('a run is stopped for memory, and has written nothing', async () => {
    expect(await codeOf(writeCoverage(plan, { out, maxMemoryBytes: 1 }))).toBe('MEMORY_LIMIT');
    expect(existsSync(out)).toBe(false);
  });

  test('so is a report by itself, and leaves the directory as it was', { timeout: 120_000 }, async () => {
    const { directory } = await writeCoverage(plan, { out });
    const before = treeOf(out);
    const options = { averageTurns: 5, overwrite: true };
    const failure = await interrupted((signal) => writeReport(directory, { ...options, signal }));
    expect(failure.code).toBe('INTERRUPTED');
    expect(await codeOf(writeReport(directory, { ...options, maxMemoryBytes: 1 }))).toBe('MEMORY_LIMIT');
    expect(treeOf(out)).toEqual(before);
  });
});

describe('while it looks at what is there', () => {
  const signal = AbortSignal.abort();
  const plan = planCoverage(SMALL);

  test('a proof by the definition of the rules is stopped by a signal', async () => {
    const limited = configured({ domains: 100, behaviors: 20, axes: ['a', 'b'], bins: 10 }, [
      { limit: {}, per: ['domain', 'behavior', 'a'], keep: 2, balance: ['b'] },
    ]);
    await writeCoverage(planCoverage(limited, { listing: 'none' }), { out, overwrite: true });
    const failure = await interrupted((soon) => verifyCoverage(out, { signal: soon }));
    expect(failure.code).toBe('INTERRUPTED');
  });

  test('a proof of the report is stopped, and says nothing of it', async () => {
    const { directory, manifest } = await writeCoverage(plan, { out: small() });
    const proof = verifyReport(directory, manifest, plan, { signal });
    expect(await codeOf(proof)).toBe('INTERRUPTED');
  });

  test('what was not recorded is not held for foreign because there was no time to tell', async () => {
    const { directory } = await writeCoverage(plan, { out: small() });
    unlinkSync(path.join(directory, 'run.json'));
    const { isOurs } = await readEarlierOutput(directory, outputNames(), { signal });
    expect(await codeOf(isOurs('report/coverage.html'))).toBe('INTERRUPTED');
    const { isOurs: hasTime } = await readEarlierOutput(directory, outputNames(), {});
    expect(await hasTime('report/coverage.html')).toBe(true);
  });

  test('all heed a signal, and leave the directory as it was', async () => {
    const place = small();
    const { directory } = await writeCoverage(plan, { out: place });
    const shards = small();
    await writeCoverage(planCoverage(SMALL, { shard: { index: 1, of: 1, by: 'rank' } }), { out: shards });
    const before = [treeOf(place), treeOf(shards)];
    const [line] = readFileSync(path.join(directory, 'scenarios.jsonl'), 'utf8').split('\n');
    const { scenario_id: id } = JSON.parse(line!) as { scenario_id: string };
    const stopped = [
      previewCoverage(plan, { out: place, signal }),
      writeCoverage(plan, { out: place, signal }),
      writeReport(directory, { averageTurns: 5, overwrite: true, signal }),
      mergeShards(path.join(shards, 'small'), { signal }),
      verifyCoverage(place, { signal }),
      explainDataset(directory, { id }, { signal }),
    ];
    expect(await Promise.all(stopped.map(codeOf))).toEqual(stopped.map(() => 'INTERRUPTED'));
    expect([treeOf(place), treeOf(shards)]).toEqual(before);
  });
});

test('a limit that is only too large once it counts per cell does not stop the report', async () => {
  const configuration = configured({ domains: 100, behaviors: 100, axes: ['a', 'b'], bins: 30 }, [
    { limit: {}, per: [], keep: 600 },
  ]);
  const { manifest } = await writeCoverage(planCoverage(configuration), { out, overwrite: true });
  expect(manifest.totals.kept).toBe(600);
});
