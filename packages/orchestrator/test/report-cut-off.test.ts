import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planCoverage } from '../src/coverage-plan.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { writeReport } from '../src/write-report.ts';
import { temporaryDirectory, treeOf } from './support/directories.ts';
import { codeOf } from './support/error-code.ts';
import { SMALL } from './support/small-vertical.ts';

const root = temporaryDirectory();
const NAMES = ['report/coverage.html', 'report/cells.csv', 'report/bins.csv', 'report/rules.csv', 'run.json'];

test('files of a report that was cut off while it was published are still ours to replace', async () => {
  const { directory, manifest } = await writeCoverage(planCoverage(SMALL), { out: path.join(root, 'plan') });
  const [first, second] = [path.join(root, 'first'), path.join(root, 'second')];
  await writeReport(directory, { out: first, averageTurns: 4 });
  await writeReport(directory, { out: second, averageTurns: 5 });
  for (let moved = 0; moved <= NAMES.length; moved++) {
    const out = path.join(root, `cut-${moved}`);
    cpSync(first, out, { recursive: true });
    const staging = path.join(out, '.covergrid');
    mkdirSync(staging);
    writeFileSync(path.join(staging, 'plan'), manifest.plan_sha256);
    writeFileSync(path.join(staging, 'commit.json'), JSON.stringify({ names: NAMES, removed: [] }));
    for (const name of NAMES.slice(moved)) {
      renameSync(path.join(out, name), path.join(staging, `new-${name.replaceAll('/', '+')}`));
    }
    expect(await codeOf(writeReport(directory, { out, averageTurns: 5 }))).toBe('OUTPUT_DIFFERS');
    expect(treeOf(out)).toEqual(treeOf(first));
    await writeReport(directory, { out, averageTurns: 5, overwrite: true });
    expect(treeOf(out, ['run.json'])).toEqual(treeOf(second, ['run.json']));
  }
});
