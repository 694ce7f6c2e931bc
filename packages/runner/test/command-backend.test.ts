import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createBackend, type Backend, type RunResult } from '../src/index.ts';
import { RunDirectory } from './run-directory.ts';
import { smallCase } from './small-cases.ts';

const directory = new RunDirectory();
const log = directory.file('agent.log');
const AGENT = fileURLToPath(new URL('agents/agent.js', import.meta.url));

let backend: Backend | undefined;
afterEach(() => backend?.close?.());

async function resultsOf(name: string, manners: readonly string[], timeoutMs = 800): Promise<RunResult[]> {
  backend = await createBackend({
    name: 'command',
    options: { command: process.execPath, args: [AGENT, log] },
  });
  const cases = manners.map((manner, place) => smallCase(`${name}-${place}`, [` ${manner}`]));
  await directory.run(name, cases, backend, { concurrency: 1, timeoutMs });
  return directory.results(name);
}

const replyOf = (result: RunResult | undefined): string => result?.turns[0]?.exchanges[0]?.reply ?? '';

test('a process serves one conversation after another, and is given the view alone', async () => {
  const results = await resultsOf('polite', ['0', '0', '0']);
  const replies = results.map((result) => replyOf(result).split(' '));
  expect(new Set(replies.map(([pid]) => pid)).size).toBe(1);
  expect(replies[0]?.[1]).toBe('type,session_id,system,tools,session');
});

test('there are as many processes as conversations at a time', async () => {
  backend = await createBackend({
    name: 'command',
    options: { command: process.execPath, args: [AGENT, log] },
  });
  const cases = Array.from({ length: 8 }, (_, place) => smallCase(`crowd-${place}`, [' 50']));
  await directory.run('crowd', cases, backend, { concurrency: 3 });
  expect(new Set(directory.results('crowd').map((result) => replyOf(result).split(' ')[0])).size).toBe(3);
});

test('a call is answered, and an answer may come in pieces', async () => {
  const [called, split] = await resultsOf('calls', ['call', 'split']);
  expect(JSON.parse(replyOf(called))).toEqual([
    {
      call_id: '1',
      tool: 'nothing',
      ok: false,
      content: { error: 'unknown_tool', message: 'There is no tool nothing.' },
    },
  ]);
  expect(replyOf(split)).toBe('Gruß in pieces');
});

describe('an agent with bad manners costs the case it shows them in, and no other', () => {
  test.each([
    ['hang', 'timeout', 'BACKEND_TIMEOUT', 'The agent did not answer turn 0 within 0.8 s.'],
    ['exit', 'error', 'BACKEND_EXITED', String.raw`ended with status 3. It said: out of \u{1b}[31mcheese`],
    ['flood', 'error', 'BACKEND_TOO_LARGE', '10 MiB'],
    ['garbage', 'error', 'BACKEND_BAD_ANSWER', 'what is no JSON: Welcome to the agent!'],
    ['binary', 'error', 'BACKEND_BAD_ANSWER', 'what is no JSON'],
    ['typeless', 'error', 'BACKEND_BAD_ANSWER', 'without a type'],
    ['shapeless', 'error', 'BACKEND_BAD_ANSWER', 'no step at text'],
    ['loop', 'error', 'BACKEND_TOOL_LOOP', '21 times'],
    ['deaf', 'timeout', 'BACKEND_TIMEOUT', 'within 0.8 s'],
    ['orphan', 'error', 'BACKEND_EXITED', 'ended with status 0'],
  ])('%s', async (manner, status, code, message) => {
    const [before, bad, after] = await resultsOf(
      manner,
      ['0', manner, '0'],
      manner === 'flood' ? 5_000 : 800,
    );
    expect([before?.status, after?.status]).toEqual(['ok', 'ok']);
    expect(bad).toMatchObject({ status, error: { code } });
    expect(bad?.error?.message).toContain(message);
  });

  test('chatter, which is heard in the next case', async () => {
    const results = await resultsOf('chatter', ['chatter', '0', '0', '0']);
    expect(replyOf(results[0])).toBe('One.');
    const faults = results.filter(({ status }) => status !== 'ok').map(({ error }) => error?.code);
    expect(faults.length).toBeLessThanOrEqual(1);
    expect(['BACKEND_BAD_ANSWER', undefined]).toContain(faults[0]);
    expect(results.at(-1)?.status).toBe('ok');
  });
});

test('nothing is left behind, neither an agent that hangs nor what it started', async () => {
  const results = await resultsOf('left', ['0', 'orphan', 'hang']);
  await backend?.close?.();
  const pids = [
    Number(replyOf(results[0]).split(' ')[0]),
    ...[...readFileSync(log, 'utf8').matchAll(/^orphan (\d+)$/gm)].map(([, pid]) => Number(pid)),
  ];
  expect(pids.length).toBeGreaterThan(1);
  for (const pid of pids) await expect.poll(() => isRunning(pid)).toBe(false);
});

test('a program that is not there is named', async () => {
  backend = await createBackend({ name: 'command', options: { command: 'no-such-agent' } });
  await directory.run('missing', [smallCase('missing')], backend);
  expect(directory.results('missing')[0]?.error).toEqual({
    code: 'BACKEND_EXITED',
    message: 'Cannot start no-such-agent: there is no such program.',
  });
});

function isRunning(pid: number): boolean {
  try {
    // A process that has ended, but that nobody has awaited, is a zombie.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
