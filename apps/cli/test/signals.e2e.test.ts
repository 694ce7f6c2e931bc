import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { runCli, startCli, temporaryDirectory } from './run-cli.ts';
import { writeEntangledGrid, writeGrid } from './write-grid.ts';

const PLAN = ['coverage', 'plan', '--taxonomy', 't.json', '--exclusions', 'e.json', '--list', 'kept'];

test.each(['SIGINT', 'SIGTERM'] as const)(
  'after %s the same command goes on, to the same bytes',
  async (signal) => {
    const cwd = temporaryDirectory();
    writeGrid(cwd, 6);
    const child = startCli([...PLAN, '--out', 'a'], { cwd });
    await untilListingGrows(join(cwd, 'a'), child);
    expect(await interrupted(child, signal)).toEqual(INTERRUPTED);

    const resumed = runCli([...PLAN, '--out', 'a', '--resume'], { cwd });
    expect(resumed).toMatchObject({ status: 0, stderr: '' });
    expect(resumed.stdout).toContain('Resumed and finished in a/large');
    expect(runCli([...PLAN, '--out', 'b'], { cwd }).status).toBe(0);
    expect(await hashesOf(join(cwd, 'a/large'))).toEqual(await hashesOf(join(cwd, 'b/large')));
  },
);

test('a second signal ends it at once', async () => {
  const cwd = temporaryDirectory();
  writeGrid(cwd, 6);
  const child = startCli([...PLAN, '--out', 'a'], { cwd });
  await untilListingGrows(join(cwd, 'a'), child);
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const [status]: unknown[] = await once(child, 'close');
  expect(status).toBe(130);
  expect(runCli([...PLAN, '--out', 'a'], { cwd })).toMatchObject({ status: 0, stderr: '' });
});

const GENERATE = ['coverage', 'generate', '--domain', 'trust*', '--variants', '30', '--part-size', '200'];

test.each(['1', '2'])(
  'generate is stopped while it writes and while it compares, with --concurrency %s',
  async (threads) => {
    const cwd = temporaryDirectory();
    const words = [...GENERATE, '--concurrency', threads, '--out', 'a'];
    const child = startCli(words, { cwd });
    await untilListingGrows(join(cwd, 'a/commerce/trust-safety-fraud'), child);
    expect(await interrupted(child)).toEqual(INTERRUPTED);
    expect(runCli([...words, '--resume'], { cwd })).toMatchObject({ status: 0, stderr: '' });

    const whole = await hashesOf(join(cwd, 'a'));
    const again = startCli(words, { cwd });
    await delay(2500);
    expect(await interrupted(again)).toEqual(INTERRUPTED);
    expect(await hashesOf(join(cwd, 'a'))).toEqual(whole);
    if (threads === '1') return;
    expect(runCli([...GENERATE, '--concurrency', '1', '--out', 'b'], { cwd }).status).toBe(0);
    expect(await hashesOf(join(cwd, 'b'))).toEqual(whole);
  },
);

test('verify stops between two lines, without a stack', async () => {
  const cwd = temporaryDirectory();
  writeGrid(cwd, 6);
  expect(runCli(PLAN, { cwd }).status).toBe(0);
  const child = startCli(['coverage', 'verify', 'datasets'], { cwd });
  await delay(1000);
  expect(await interrupted(child)).toEqual(INTERRUPTED);
});

test.each(['plan', 'dry run'])('%s: a signal while it compiles leaves nothing', async (what) => {
  const cwd = temporaryDirectory();
  writeEntangledGrid(cwd);
  const child = startCli([...PLAN, '--out', 'a', ...(what === 'plan' ? [] : ['--dry-run'])], { cwd });
  // It takes half a minute to compile; by then it has started.
  await delay(4000);
  expect(await interrupted(child)).toEqual(INTERRUPTED);
  expect(existsSync(join(cwd, 'a'))).toBe(false);
});

test.each([
  ['merge', ['merge', 'shards/large']],
  ['verify', ['verify', 'whole/large']],
  ['report', ['report', 'whole/large']],
  ['explain', ['explain', '--from', 'whole/large', 'scn_5c2ee9cee41789d6eb8ae5d9']],
])('%s stops while it compiles, and leaves all as it was', async (_, words) => {
  const cwd = temporaryDirectory();
  writeEntangledDatasets(cwd);
  const before = await hashesOf(cwd);
  const child = startCli(['coverage', ...words], { cwd });
  await delay(3000);
  expect(await interrupted(child)).toEqual(INTERRUPTED);
  expect(await hashesOf(cwd)).toEqual(before);
});

test('--max-memory holds while it compiles, and leaves nothing', () => {
  const cwd = temporaryDirectory();
  writeEntangledGrid(cwd);
  const run = runCli([...PLAN, '--out', 'a', '--max-memory', '16M'], { cwd });
  expect(run).toMatchObject({ status: 5, stdout: '', stderr: expect.stringMatching(ABOVE_16M) });
  expect(existsSync(join(cwd, 'a'))).toBe(false);
});

test('--max-memory holds for a report', async () => {
  const cwd = temporaryDirectory();
  writeEntangledDatasets(cwd);
  const before = await hashesOf(cwd);
  const run = runCli(['coverage', 'report', 'whole', '--max-memory', '16M'], { cwd });
  expect(run).toMatchObject({ status: 5, stdout: '', stderr: expect.stringMatching(ABOVE_16M) });
  expect(await hashesOf(cwd)).toEqual(before);
});

const INTERRUPTED = {
  status: 130,
  stderr:
    'Stopping. Once more ends it at once.\n' +
    'INTERRUPTED Stopped before it was done.\n' +
    'Run the same command again: a listing goes on where it was.\n',
};
const ABOVE_16M = /^MEMORY_LIMIT Stopped at .* bytes of memory, above the limit of 16,777,216\.$/m;

/** How a command ends that is interrupted now; it has two seconds for that. */
async function interrupted(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<{ status: unknown; stderr: string }> {
  const stderr = textOf(child);
  const sent = Date.now();
  child.kill(signal);
  const [status]: unknown[] = await once(child, 'close');
  expect(Date.now() - sent).toBeLessThan(2000);
  return { status, stderr: await stderr };
}

/** Two small datasets, `whole/large` and `shards/large`, whose configuration was replaced by an entangled one. */
function writeEntangledDatasets(cwd: string): void {
  writeGrid(cwd, 2);
  expect(runCli([...PLAN, '--out', 'whole'], { cwd }).status).toBe(0);
  expect(runCli([...PLAN, '--out', 'shards', '--shard', '1/1'], { cwd }).status).toBe(0);
  writeEntangledGrid(cwd);
  for (const dataset of ['whole/large', 'shards/large']) {
    copyFileSync(join(cwd, 't.json'), join(cwd, dataset, 'config/taxonomy.json'));
    copyFileSync(join(cwd, 'e.json'), join(cwd, dataset, 'config/exclusions.json'));
  }
}

/** Waits until bytes of a listing stand anywhere under the directory. */
async function untilListingGrows(directory: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    if (filesIn(directory).some((file) => file.endsWith('.jsonl') && sizeOf(join(directory, file)) > 0))
      return;
    await delay(2);
  }
  throw new Error(`ended with ${child.exitCode} before it could be interrupted`);
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function textOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part));
  await once(child, 'close');
  return text;
}

async function hashesOf(directory: string): Promise<Record<string, string>> {
  const names = filesIn(directory).filter((name) => !name.endsWith('run.json'));
  const files = names.toSorted().filter((name) => statSync(join(directory, name)).isFile());
  const hashes = files.map(async (name): Promise<[string, string]> => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(directory, name)), hash);
    return [name, hash.digest('hex')];
  });
  return Object.fromEntries(await Promise.all(hashes));
}
