import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
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
    const stderr = textOf(child);
    await untilListingGrows(join(cwd, 'a'), child);
    const sent = Date.now();
    child.kill(signal);
    const [status]: unknown[] = await once(child, 'close');
    expect(Date.now() - sent).toBeLessThan(2000);
    expect({ status, stderr: await stderr }).toEqual({
      status: 130,
      stderr: expect.stringMatching(/INTERRUPTED .*\nRun the same command again: it resumes\.\n$/),
    });

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

test.each(['plan', 'dry run'])('%s: a signal while it compiles leaves nothing', async (what) => {
  const cwd = temporaryDirectory();
  writeEntangledGrid(cwd);
  const child = startCli([...PLAN, '--out', 'a', ...(what === 'plan' ? [] : ['--dry-run'])], { cwd });
  const stderr = textOf(child);
  // It takes half a minute to compile; by then it has started.
  await delay(4000);
  const sent = Date.now();
  child.kill('SIGINT');
  const [status]: unknown[] = await once(child, 'close');
  expect(Date.now() - sent).toBeLessThan(2000);
  expect({ status, stderr: await stderr }).toEqual({
    status: 130,
    stderr: expect.stringContaining('INTERRUPTED '),
  });
  expect(existsSync(join(cwd, 'a'))).toBe(false);
});

test('--max-memory holds while it compiles, and leaves nothing', () => {
  const cwd = temporaryDirectory();
  writeEntangledGrid(cwd);
  const run = runCli([...PLAN, '--out', 'a', '--max-memory', '16M'], { cwd });
  expect(run).toMatchObject({ status: 5, stdout: '' });
  expect(run.stderr).toMatch(
    /^MEMORY_LIMIT Stopped at .* bytes of memory, above the limit of 16,777,216\.$/m,
  );
  expect(existsSync(join(cwd, 'a'))).toBe(false);
});

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
