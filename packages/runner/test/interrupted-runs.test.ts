import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runResultSchema, type RunResult } from '../src/index.ts';
import { RunDirectory } from './run-directory.ts';

const COUNT = 60;
const CONCURRENCY = 3;
const directory = new RunDirectory();
const log = directory.file('agent.log');
const journal = directory.file('journal');
const PROGRAM = fileURLToPath(new URL('agents/run-small.ts', import.meta.url));

/** Starts the run, and ends it with a signal once its journal has grown by some bytes; gives its exit status. */
async function start(signal?: NodeJS.Signals, bytes = 0): Promise<number | NodeJS.Signals | null> {
  const wanted = sizeOf(journal) + bytes;
  const args = ['--conditions=@covergrid/source', PROGRAM, directory.path, log, String(COUNT)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on('exit', (code, killer) => resolve(killer ?? code)),
  );
  if (signal !== undefined) {
    while (child.exitCode === null && sizeOf(journal) < wanted) await sleep(2);
    child.kill(signal);
  }
  return ended;
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

/** The cases whose answers are in the journal. */
function answered(): Set<string> {
  return new Set(
    linesOf(journal).flatMap((line) => {
      try {
        return (JSON.parse(line) as Partial<RunResult>).case_id ?? [];
      } catch {
        return [];
      }
    }),
  );
}

/** How often the agent was asked each case, by its own account. */
function asked(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of linesOf(log)) {
    const [, id] = /^asked (\S+)/.exec(line) ?? [];
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

test('killed again and again, a run asks no case again that was answered, and its results are whole', async () => {
  const rounds = ['SIGKILL', 'SIGKILL', 'SIGINT', 'SIGKILL'] as const;
  for (const [round, signal] of rounds.entries()) {
    const before = round === 0 ? new Set<string>() : answered();
    const countsBefore = round === 0 ? new Map<string, number>() : asked();
    const status = await start(signal, 3_000 + 700 * round);
    expect(status).toBe(signal === 'SIGINT' ? 130 : signal);
    // What the agent was asked last may still be on its way to its log.
    await sleep(100);
    const counts = asked();
    for (const id of before) expect(counts.get(id), id).toBe(countsBefore.get(id));
    expect(answered().size).toBeGreaterThan(before.size);
    expect(answered().size).toBeLessThan(COUNT);
    expect(existsSync(directory.file('results.jsonl'))).toBe(false);
  }
  const before = answered();
  const countsBefore = asked();
  expect(await start()).toBe(0);
  for (const id of before) expect(asked().get(id), id).toBe(countsBefore.get(id));
  const results = linesOf(directory.file('results.jsonl')).map((line) =>
    runResultSchema.parse(JSON.parse(line)),
  );
  expect(results.map(({ case_id, status }) => `${case_id} ${status}`)).toEqual(
    Array.from({ length: COUNT }, (_, place) => `case-${place} ok`),
  );
  // Asked twice were only those that were under way when the run was killed.
  const twice = [...asked().values()].reduce((sum, count) => sum + count - 1, 0);
  expect(twice).toBeLessThanOrEqual(3 * CONCURRENCY);
});
