import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '@covergrid/core';
import { afterAll, expect, test } from 'vitest';
import { describeWith } from '../../../tests/support/requires.ts';
import { writeDatasets, writeGeneration } from '../src/write-datasets.ts';
import { outputOf, temporaryDirectory } from './support/directories.ts';
import { GenerationWriter, type GenerationJob } from './support/generation-writer.ts';
import { inParallel } from './support/in-parallel.ts';
import { planLibrary } from './support/library-grid.ts';

/** Calls that change what is on disk, and the errors that each of them is failed with. */
const CALLS: readonly [call: string, errors: readonly string[]][] = [
  ['/^p?write(64)?$', ['ENOSPC', 'EIO']],
  ['/^(fsync|fdatasync)$', ['EIO', 'ENOSPC']],
  ['/^rename(at2?)?$', ['ENOSPC', 'EIO']],
];
const OPEN: (typeof CALLS)[number] = ['/^openat$', ['EMFILE', 'EIO']];

/** One dataset of two parts; the grid has tests of its own. */
const SMALL = { options: { behaviors: ['plain'], partSize: 5 }, concurrency: 1, withGrid: false };
/** The grid and five datasets, in threads. */
const LARGER = { options: { partSize: 6 }, concurrency: 2, withGrid: true };
type Case = Omit<GenerationJob, 'out'>;

describeWith('strace', 'a generation that is cut off', () => {
  const root = temporaryDirectory();
  const tried = { killed: 0, failed: 0, sampled: 0 };
  let directories = 0;

  afterAll(() => console.log(`generation, points tried: ${JSON.stringify(tried)}`));

  function freshOut(): string {
    const out = path.join(root, `case-${directories++}`, 'out');
    mkdirSync(out, { recursive: true });
    return out;
  }

  async function writeHere({ options, withGrid }: Case, out: string): Promise<Record<string, string>> {
    await (withGrid ? writeGeneration : writeDatasets)(planLibrary(options), { out });
    return outputOf(out);
  }

  /** What an untouched run leaves, and every name in it. */
  async function reference(of: Case): Promise<{ expected: Record<string, string>; names: string[] }> {
    const out = freshOut();
    const expected = await writeHere(of, out);
    const places = Object.keys(expected).filter((name) => expected[name] === 'directory');
    return { expected, names: [...Object.keys(expected), ...places.map((name) => `${name}/run.json`)] };
  }

  test('by a kill at any write, sync or rename is ended by the next run', { timeout: 600_000 }, async () => {
    const { expected, names } = await reference(SMALL);
    await inParallel(CALLS, 2, async ([call]) => {
      for (let k = 1; ; k++) {
        const out = freshOut();
        const writer = new GenerationWriter();
        const end = await writer.run({ ...SMALL, out }, names, `${call}:signal=KILL:when=${k}`);
        await writer.end();
        if (!end.isInjected) break;
        expect(end.code).toBe('killed');
        tried.killed++;
        expect(await writeHere(SMALL, out), `${call} ${k}`).toEqual(expected);
        rmSync(path.dirname(out), { recursive: true });
      }
    });
    expect(tried.killed).toBeGreaterThan(60);
  });

  test('by a fault says so in a sentence, and the next run ends it', { timeout: 600_000 }, async () => {
    const { expected, names } = await reference(SMALL);
    await inParallel([...CALLS, OPEN], 2, async ([call, errors]) => {
      const writer = new GenerationWriter();
      for (let k = 1; ; k++) {
        const out = freshOut();
        const point = `${call} ${k} ${errors[k % errors.length]}`;
        const injection = `${call}:error=${errors[k % errors.length]}:when=${k}`;
        const end = await writer.run({ ...SMALL, out }, names, injection);
        if (end.code !== 'done') {
          expect(end.code, `${point}: ${end.message}`).toBe('OUTPUT_FAILED');
          expect(end.message, point).toMatch(
            /^Cannot write [^\n]+: (the disk is full|the disk reports an error|too many files are open)\.$/,
          );
        }
        expect(await writeHere(SMALL, out), point).toEqual(expected);
        rmSync(path.dirname(out), { recursive: true });
        if (!end.isInjected) break;
        tried.failed++;
      }
      await writer.end();
    });
    expect(tried.failed).toBeGreaterThan(100);
  });

  test('40 points of a larger one in threads, drawn by a seed', { timeout: 600_000 }, async () => {
    const { expected, names } = await reference(LARGER);
    const random = seededRandom(1, 'generation points');
    // About how often it makes each call; a draw beyond that hits nothing and does not count.
    const often = [60, 230, 160];
    const points = Array.from({ length: 40 }, () => {
      const family = random(0, CALLS.length - 1);
      return { family, k: random(1, often[family]!), isKill: random(0, 1) === 0 };
    });
    await inParallel(points, 2, async ({ family, k, isKill }) => {
      const [call, errors] = CALLS[family]!;
      const out = freshOut();
      const writer = new GenerationWriter();
      const fault = isKill ? 'signal=KILL' : `error=${errors[k % errors.length]}`;
      const end = await writer.run({ ...LARGER, out }, names, `${call}:${fault}:when=${k}`);
      await writer.end();
      if (end.isInjected) tried.sampled++;
      expect(end.code).toMatch(/^(done|killed|OUTPUT_FAILED)$/);
      expect(await writeHere(LARGER, out), `${call} ${k} ${fault}`).toEqual(expected);
      rmSync(path.dirname(out), { recursive: true });
    });
    expect(tried.sampled).toBeGreaterThan(30);
  });
});
