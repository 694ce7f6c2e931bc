import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { mergeShards } from '../src/merge-shards.ts';
import { previewCoverage } from '../src/preview-coverage.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf } from './support/error-code.ts';
import { SMALL } from './support/small-vertical.ts';

const root = temporaryDirectory();
const shardOf = (index: number): ReturnType<typeof planCoverage> =>
  planCoverage(SMALL, { shard: { index, of: 2, by: 'rank' } });

/** As if a process that lives, the one that started this, were at work in a staging directory. */
function hold(directory: string, staging: string): void {
  mkdirSync(path.join(directory, staging), { recursive: true });
  writeFileSync(path.join(directory, staging, 'lock'), `${process.ppid}\n`);
}

test('while one writes a whole directory, nobody else writes there', async () => {
  const out = path.join(root, 'whole');
  for (const index of [1, 2]) await writeCoverage(shardOf(index), { out });
  const { directory } = await writeCoverage(planCoverage(SMALL), { out });
  hold(directory, '.covergrid');
  const before = treeOf(out);
  const works: readonly (() => Promise<unknown>)[] = [
    () => writeCoverage(planCoverage(SMALL, { seed: 2 }), { out, overwrite: true }),
    () =>
      writeCoverage(planCoverage(SMALL, { seed: 2, shard: { index: 1, of: 2, by: 'rank' } }), {
        out,
        overwrite: true,
      }),
    () => writeReport(directory, { averageTurns: 9, overwrite: true }),
    () => mergeShards(directory, { overwrite: true }),
    () => previewCoverage(planCoverage(SMALL), { out }),
  ];
  for (const work of works) {
    expect(await codeOf(work())).toBe('OUTPUT_BUSY');
    expect(treeOf(out)).toEqual(before);
  }
});

test('while a shard is written, other shards are too, but no whole', async () => {
  const out = path.join(root, 'shards');
  const { directory } = await writeCoverage(shardOf(1), { out });
  hold(directory, '.covergrid-1-of-2');
  expect((await writeCoverage(shardOf(2), { out })).status).toBe('written');
  expect(await codeOf(writeCoverage(planCoverage(SMALL), { out }))).toBe('OUTPUT_BUSY');
  expect(await codeOf(mergeShards(directory))).toBe('OUTPUT_BUSY');
});
