import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '@covergrid/core';
import type { Configuration } from '@covergrid/taxonomy';
import { afterAll, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { planCoverage, type PlanOptions } from '../src/coverage-plan.ts';
import { resolveConfiguration } from '../src/resolve-configuration.ts';
import { writeCoverage } from '../src/write-coverage.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { codeOf } from './support/error-code.ts';
import { inParallel } from './support/in-parallel.ts';
import { SMALL, SMALL_EDITED } from './support/small-vertical.ts';
import { runInjected, type WriterJob } from './support/writer.ts';

/** Each family of calls that changes what is on disk, by itself; other machines have the `at` forms. */
const CALLS = [
  '/^write$',
  '/^pwrite64$',
  '/^(fsync|fdatasync)$',
  '/^rename(at2?)?$',
  '/^link(at)?$',
  '/^unlink(at)?$',
  '/^mkdir(at)?$',
  '/^rmdir$',
  '/^ftruncate$',
  '/^openat$',
];

describeWith('strace', 'a run killed before any of its calls', () => {
  const root = temporaryDirectory();
  const tried = new Map<string, number>();
  const commerce = resolveConfiguration({});
  let directories = 0;

  afterAll(() => {
    const points = [...tried].map(([name, count]) => `${name} ${count}`);
    console.log(`kill points tried: ${points.join(', ')}`);
  });

  function freshOut(): string {
    const out = path.join(root, `case-${directories++}`, 'out');
    mkdirSync(out, { recursive: true });
    return out;
  }

  async function writeTo(out: string, configuration: Configuration, options: PlanOptions): Promise<string> {
    return (await writeCoverage(planCoverage(configuration, options), { out })).status;
  }

  /** Kills at the k-th call of each family until the run is no longer hit; `check` gets the directory each time. */
  async function atEveryPoint(
    name: string,
    job: Omit<WriterJob, 'out'>,
    from: string | undefined,
    check: (out: string, point: string) => Promise<void>,
    calls: readonly string[] = CALLS,
  ): Promise<void> {
    await inParallel(calls, 2, async (call) => {
      for (let k = 1; ; k++) {
        const out = freshOut();
        if (from !== undefined) cpSync(from, out, { recursive: true });
        const end = await runInjected({ ...job, out }, `${call}:signal=KILL:when=${k}`);
        expect(end.stderr).toBe('');
        if (!end.isInjected) break;
        expect(end.signal).toBe('SIGKILL');
        tried.set(name, (tried.get(name) ?? 0) + 1);
        await check(out, `${call} ${k}`);
        rmSync(path.dirname(out), { recursive: true });
      }
    });
  }

  test(
    'the next run of a small grid reaches the same bytes, and leaves nothing else',
    { timeout: 300_000 },
    async () => {
      const reference = freshOut();
      await writeTo(reference, SMALL, { seed: 1 });
      const expected = outputOf(reference);
      await atEveryPoint('small grid', { vertical: 'small', seed: 1 }, undefined, async (out, point) => {
        await writeTo(out, SMALL, { seed: 1 });
        expect(outputOf(out), point).toEqual(expected);
        expect(await writeTo(out, SMALL, { seed: 1 }), point).toBe('unchanged');
      });
      expect(tried.get('small grid')).toBeGreaterThan(80);
    },
  );

  test(
    'so it does after a stop for memory, killed while it saves how far it is',
    { timeout: 300_000 },
    async () => {
      const reference = freshOut();
      await writeTo(reference, SMALL, { seed: 1 });
      const job = { vertical: 'small', seed: 1, isShortOfMemory: true } as const;
      await atEveryPoint(
        'checkpoint',
        job,
        undefined,
        async (out, point) => {
          await writeTo(out, SMALL, { seed: 1 });
          expect(outputOf(out), point).toEqual(outputOf(reference));
        },
        ['/^write$', '/^fdatasync$', '/^pwrite64$'],
      );
      expect(tried.get('checkpoint')).toBeGreaterThanOrEqual(5);
    },
  );

  test.for<[string, Omit<WriterJob, 'out'>, Configuration]>([
    ['overwriting', { vertical: 'edited', seed: 2, overwrite: true }, SMALL_EDITED],
    ['overwriting by less', { vertical: 'small', seed: 2, overwrite: true, listing: 'none' }, SMALL],
  ])(
    '%s: the old output stands until the new one is decided on, and then the next run ends it',
    { timeout: 300_000 },
    async ([name, job, configuration]) => {
      const [before, after] = [freshOut(), freshOut()];
      await writeTo(before, SMALL, { seed: 1 });
      await writeTo(after, configuration, job);
      const [old, next] = [outputOf(before), outputOf(after)];
      let [kept, ended] = [0, 0];
      await atEveryPoint(
        name,
        job,
        before,
        async (out, point) => {
          const isDecided = existsSync(path.join(out, 'small', '.covergrid', 'commit.json'));
          const found = outputOf(out);
          const visible = Object.entries(found).filter(([file]) => !file.includes('.covergrid'));
          const isOld =
            visible.length === Object.keys(old).length && visible.every(([f, hash]) => old[f] === hash);
          const isNext =
            visible.length === Object.keys(next).length && visible.every(([f, hash]) => next[f] === hash);
          expect(isDecided || isOld || isNext, point).toBe(true);
          if (isOld && !isDecided) {
            kept++;
            expect(await codeOf(writeTo(out, configuration, job)), point).toBe('OUTPUT_DIFFERS');
            const plan = planCoverage(configuration, job);
            await writeCoverage(plan, { out, overwrite: true });
          } else {
            ended++;
            expect(await writeTo(out, configuration, job), point).toMatch(/^(resumed|unchanged)$/);
          }
          expect(outputOf(out), point).toEqual(next);
        },
        CALLS.filter((call) => /rename|unlink|rmdir/.test(call)),
      );
      expect(kept).toBeGreaterThan(5);
      expect(ended).toBeGreaterThan(5);
    },
  );

  test('40 points of the baseline, drawn by a seed', { timeout: 300_000 }, async () => {
    const configuration = await commerce;
    const reference = freshOut();
    await writeTo(reference, configuration, { seed: 1 });
    const expected = outputOf(reference);
    const random = seededRandom(1, 'kill points');
    // About how often a plain run makes each call; a draw beyond that hits nothing and does not count.
    const often: [string, number][] = [
      ['/^write$', 13],
      ['/^pwrite64$', 9],
      ['/^fsync$', 27],
      ['/^rename(at2?)?$', 19],
      ['/^openat$', 40],
    ];
    const points = Array.from({ length: 100 }, (_, i) => {
      const [call, count] = often[i % often.length]!;
      return { call, k: random(1, count) };
    });
    await inParallel(points, 2, async ({ call, k }) => {
      if ((tried.get('commerce') ?? 0) >= 40) return;
      const out = freshOut();
      const end = await runInjected({ vertical: 'commerce', seed: 1, out }, `${call}:signal=KILL:when=${k}`);
      if (end.isInjected) tried.set('commerce', (tried.get('commerce') ?? 0) + 1);
      await writeTo(out, configuration, { seed: 1 });
      expect(outputOf(out), `${call} ${k}`).toEqual(expected);
      rmSync(path.dirname(out), { recursive: true });
    });
    expect(tried.get('commerce')).toBeGreaterThanOrEqual(40);
  });
});
