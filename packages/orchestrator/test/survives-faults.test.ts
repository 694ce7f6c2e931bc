import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ERROR_TABLE } from '@covergrid/core';
import { afterAll, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { planCoverage } from '../src/coverage-plan.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { inParallel } from './support/in-parallel.ts';
import { SMALL, SMALL_EDITED } from './support/small-vertical.ts';
import { runInjected, type WriterEnd } from './support/writer.ts';

/** Families of calls, and the errors that each of them is failed with. */
const FAULTS: readonly [call: string, errors: readonly string[]][] = [
  ['/^write$', ['ENOSPC', 'EIO']],
  ['/^pwrite64$', ['ENOSPC', 'EIO']],
  ['/^(fsync|fdatasync)$', ['EIO', 'ENOSPC']],
  ['/^rename(at2?)?$', ['ENOSPC', 'EIO']],
  ['/^openat$', ['EMFILE', 'ENOSPC', 'EIO']],
  ['/^mkdir(at)?$', ['ENOSPC', 'EIO']],
  ['/^link(at)?$', ['ENOSPC', 'EIO']],
  ['/^unlink(at)?$', ['EIO']],
  ['/^rmdir$', ['EIO']],
  ['/^ftruncate$', ['EIO']],
];

describeWith('strace', 'a run one of whose calls fails', () => {
  const root = temporaryDirectory();
  let directories = 0;
  let tried = 0;

  afterAll(() => console.log(`faults tried: ${tried}`));

  function freshOut(): string {
    const out = path.join(root, `case-${directories++}`, 'out');
    mkdirSync(out, { recursive: true });
    return out;
  }

  function expectPlainFailure(end: WriterEnd, point: string): void {
    expect(end.stderr, point).toBe('');
    expect(end.signal, point).toBeNull();
    // A failure where there is nothing to lose, such as tidying up after the output is whole, may pass.
    if (end.status !== undefined) return;
    expect(end.code, `${point}: ${end.message}`).toBe('OUTPUT_FAILED');
    expect(end.message, point).toMatch(
      /^Cannot write [^\n]+: (the disk is full|the disk reports an error|too many files are open)\.$/,
    );
  }

  /** Fails the k-th call of each family, with each error in turn, until none is hit any more. */
  async function atEveryPoint(
    faults: typeof FAULTS,
    check: (call: string, error: string, k: number) => Promise<boolean>,
  ): Promise<void> {
    await inParallel(faults, 2, async ([call, errors]) => {
      for (let k = 1; await check(call, errors[k % errors.length]!, k); k++) tried++;
    });
  }

  test('a first run says so in a sentence, and the next one ends it', { timeout: 300_000 }, async () => {
    const reference = freshOut();
    await writeCoverage(planCoverage(SMALL), { out: reference });
    const expected = outputOf(reference);
    let failed = 0;
    await atEveryPoint(FAULTS, async (call, error, k) => {
      const point = `${call} ${k} ${error}`;
      const out = freshOut();
      const end = await runInjected({ vertical: 'small', seed: 1, out }, `${call}:error=${error}:when=${k}`);
      expectPlainFailure(end, point);
      if (end.code === undefined)
        expect(existsSync(path.join(out, 'small', 'manifest.json')), point).toBe(true);
      else failed++;
      await writeCoverage(planCoverage(SMALL), { out });
      expect(outputOf(out), point).toEqual(expected);
      rmSync(path.dirname(out), { recursive: true });
      return end.isInjected;
    });
    expect(failed).toBeGreaterThan(80);
  });

  test('the old output is untouched until the new one is decided on', { timeout: 300_000 }, async () => {
    const [before, after] = [freshOut(), freshOut()];
    await writeCoverage(planCoverage(SMALL), { out: before });
    const plan = planCoverage(SMALL_EDITED, { seed: 2 });
    await writeCoverage(plan, { out: after });
    const [old, next] = [outputOf(before), outputOf(after)];
    let untouched = 0;
    const faults = FAULTS.filter(([call]) => /write\$|rename|unlink|rmdir/.test(call));
    await atEveryPoint(faults, async (call, error, k) => {
      const point = `${call} ${k} ${error}`;
      const out = freshOut();
      cpSync(before, out, { recursive: true });
      const job = { vertical: 'edited', seed: 2, overwrite: true, out } as const;
      const end = await runInjected(job, `${call}:error=${error}:when=${k}`);
      expectPlainFailure(end, point);
      const visible = Object.fromEntries(
        Object.entries(outputOf(out)).filter(([file]) => !file.includes('.covergrid')),
      );
      const isDecided = existsSync(path.join(out, 'small', '.covergrid', 'commit.json'));
      if (
        end.code !== undefined &&
        !isDecided &&
        visible['small/manifest.json'] !== next['small/manifest.json']
      ) {
        untouched++;
        expect(visible, point).toEqual(old);
      }
      await writeCoverage(plan, { out, overwrite: true });
      expect(outputOf(out), point).toEqual(next);
      rmSync(path.dirname(out), { recursive: true });
      return end.isInjected;
    });
    expect(untouched).toBeGreaterThan(15);
  });

  test.for(['EPERM', 'EOPNOTSUPP', 'ENOSYS'])(
    'a file system without links (%s) does as well',
    async (error) => {
      const out = freshOut();
      const end = await runInjected({ vertical: 'small', seed: 1, out }, `/^link(at)?$:error=${error}`);
      expect(end).toMatchObject({ status: 'written', stderr: '', isInjected: true });
      expect((await writeCoverage(planCoverage(SMALL), { out })).status).toBe('unchanged');
      expect(existsSync(path.join(out, 'small', '.covergrid'))).toBe(false);
    },
  );

  test('the code of such an end has exit status 5', () => {
    expect(ERROR_TABLE.OUTPUT_FAILED.exit).toBe(5);
  });
});
