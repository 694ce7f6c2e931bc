import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBackend, withoutTimes } from '../src/index.ts';
import { RunDirectory } from './run-directory.ts';
import { agentOf, smallCase, smallCases } from './small-cases.ts';

const directory = new RunDirectory();

test('results stand in the order of the cases, trial by trial, whoever answered first', async () => {
  const agent = agentOf(async (text) => {
    await sleep(text === 'case-0' ? 60 : 1);
    return `To ${text}`;
  });
  const summary = await directory.run('order', smallCases(5), agent, { trials: 2, concurrency: 3 });
  expect(summary).toMatchObject({ cases: 5, done: 10, resumed: 0, statuses: { ok: 10 }, stopped: undefined });
  expect(directory.results('order').map(({ case_id, trial }) => `${case_id}/${trial}`)).toEqual(
    [0, 1, 2, 3, 4].flatMap((place) => [`case-${place}/1`, `case-${place}/2`]),
  );
  await directory.run('order-2', smallCases(5), agent, { trials: 2, concurrency: 1 });
  const [first, second] = ['order', 'order-2'].map((name) => directory.results(name).map(withoutTimes));
  expect(second).toEqual(first);
});

test('no more conversations go on than are allowed, and cases are taken as they are needed', async () => {
  let open = 0;
  let most = 0;
  let taken = 0;
  function* cases(): Generator<ReturnType<typeof smallCase>> {
    for (const each of smallCases(20)) {
      taken++;
      yield each;
    }
  }
  const agent = agentOf(async () => {
    most = Math.max(most, ++open);
    expect(taken).toBeLessThanOrEqual(23);
    await sleep(2);
    open--;
    return '';
  });
  await directory.run('concurrency', cases(), agent, { concurrency: 3 });
  expect(most).toBe(3);
});

test('cut off anywhere, the journal loses the torn answer alone, and no other is asked again', async () => {
  const asked: string[] = [];
  const agent = agentOf((text) => {
    asked.push(text);
    return 'Yes.';
  });
  await directory.run('torn', smallCases(4), agent, { concurrency: 1 });
  const { journal } = directory.options('torn');
  const whole = readFileSync(journal);
  const results = readFileSync(directory.file('torn.jsonl'), 'utf8');
  const ends = [...whole.keys()].filter((at) => whole[at] === 0x0a);
  for (let size = 0; size < whole.length; size += 37) {
    writeFileSync(journal, whole);
    truncateSync(journal, size);
    asked.length = 0;
    await directory.run('torn', smallCases(4), agent, { concurrency: 1 });
    const answers = Math.max(0, ends.filter((end) => end < size).length - 1);
    expect(asked, `${size} bytes`).toEqual(['case-0', 'case-1', 'case-2', 'case-3'].slice(answers));
    const again = readFileSync(directory.file('torn.jsonl'), 'utf8');
    expect(again.replaceAll(/"latency_ms":[\d.]+/g, '')).toBe(results.replaceAll(/"latency_ms":[\d.]+/g, ''));
  }
});

test('a case that was changed is asked again; one that is gone leaves no result', async () => {
  const asked: string[] = [];
  const agent = agentOf((text) => {
    asked.push(text);
    return '';
  });
  await directory.run('changed', smallCases(3), agent);
  asked.length = 0;
  const cases = [smallCase('case-0'), smallCase('case-1', [', urgently'])];
  const summary = await directory.run('changed', cases, agent);
  expect(asked).toEqual(['case-1, urgently']);
  expect(summary).toMatchObject({ done: 2, resumed: 1 });
  expect(directory.results('changed').map(({ turns }) => turns[0]?.exchanges[0]?.message)).toEqual([
    'case-0',
    'case-1, urgently',
  ]);
});

test('errors are asked again only where that is asked for', async () => {
  let isBroken = true;
  let asked = 0;
  const agent = agentOf((text) => {
    asked++;
    if (isBroken && text === 'case-1') throw new Error('boom');
    return '';
  });
  const first = await directory.run('retry', smallCases(3), agent);
  expect(first.statuses).toEqual({ ok: 2, timeout: 0, error: 1, refused: 0 });
  expect(directory.results('retry')[1]).toMatchObject({
    status: 'error',
    error: { code: 'BACKEND_FAILED', message: 'The backend failed: boom' },
  });
  isBroken = false;
  await directory.run('retry', smallCases(3), agent);
  expect(asked).toBe(3);
  const last = await directory.run('retry', smallCases(3), agent, { retryErrors: true });
  expect(asked).toBe(4);
  expect(last).toMatchObject({ done: 3, resumed: 2, statuses: { ok: 3, error: 0 } });
  expect(directory.results('retry').map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
});

test('a journal of another run is refused, and left as it is', async () => {
  await directory.run(
    'mine',
    smallCases(1),
    agentOf(() => ''),
  );
  const { journal, run } = directory.options('mine');
  const before = readFileSync(journal, 'utf8');
  const other = { ...run, config: { model: 'another' } };
  await expect(
    directory.run(
      'mine',
      smallCases(1),
      agentOf(() => ''),
      { run: other },
    ),
  ).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
  });
  expect(readFileSync(journal, 'utf8')).toBe(before);
});

test('garbage in a journal is no answer', async () => {
  const { journal } = directory.options('garbage');
  await directory.run(
    'garbage',
    smallCases(2),
    agentOf(() => ''),
  );
  appendFileSync(journal, 'not json\n{"case_id":"case-0"}\n[]\n');
  const summary = await directory.run(
    'garbage',
    smallCases(2),
    agentOf(() => ''),
  );
  expect(summary).toMatchObject({ done: 2, resumed: 2 });
});

test('without cases there is no run', async () => {
  await expect(
    directory.run(
      'empty',
      [],
      agentOf(() => ''),
    ),
  ).rejects.toMatchObject({ code: 'RUN_EMPTY' });
  expect(existsSync(directory.file('empty.jsonl'))).toBe(false);
});

test('a budget stops the run before the next case; with more of it, the run goes on', async () => {
  const agent = agentOf(() => '');
  const first = await directory.run('budget', smallCases(6), agent, { concurrency: 2, budget: { calls: 3 } });
  expect(first.stopped).toMatchObject({ code: 'BUDGET_REACHED', data: { unit: 'calls', limit: 3 } });
  expect(first.done).toBeGreaterThanOrEqual(3);
  expect(first.done).toBeLessThanOrEqual(4);
  expect(existsSync(directory.file('budget.jsonl'))).toBe(false);
  const again = await directory.run('budget', smallCases(6), agent, { budget: { calls: 3 } });
  expect(again.stopped?.code).toBe('BUDGET_REACHED');
  const last = await directory.run('budget', smallCases(6), agent, { budget: { calls: 100 } });
  expect(last).toMatchObject({ done: 6, stopped: undefined });
});

test('stopped, it lets quick conversations end, gives slow ones up, and goes on later', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  let isSlow = true;
  const agent = agentOf(async (text) => {
    asked.push(text);
    if (asked.length === 3) stop.abort();
    if (isSlow && text === 'case-1') await sleep(60_000, undefined, { ref: false });
    await sleep(20);
    return '';
  });
  const began = performance.now();
  const options = { concurrency: 2, signal: stop.signal, graceMs: 100 };
  const first = await directory.run('stopped', smallCases(8), agent, options);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(first.stopped?.code).toBe('INTERRUPTED');
  expect(first.done).toBe(2);
  isSlow = false;
  const last = await directory.run('stopped', smallCases(8), agent);
  expect(last).toMatchObject({ done: 8, resumed: 2, stopped: undefined });
  expect(asked.filter((text, place) => asked.indexOf(text) !== place)).toEqual(['case-1']);
});

test('a disk that fails ends the run', async () => {
  writeFileSync(directory.file('file'), '');
  const journal = directory.file('file/journal');
  await expect(
    directory.run(
      'disk',
      smallCases(2),
      agentOf(() => ''),
      { journal },
    ),
  ).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
  });
});

test('a replayed run says the same, failures included', async () => {
  const agent = agentOf((text, turn) => {
    if (text === 'case-1') throw new Error('boom');
    return `${text}, ${turn}`;
  });
  await directory.run('recorded', smallCases(3, ['', 'and more']), agent, { trials: 2 });
  const backend = await createBackend({
    name: 'replay',
    options: { results: directory.file('recorded.jsonl') },
  });
  await directory.run('replayed', smallCases(3, ['', 'and more']), backend, { trials: 2 });
  await backend.close?.();
  const told = (name: string): unknown[] =>
    directory.results(name).map(({ turns, status, outcome }) => ({
      status,
      outcome,
      turns: turns.map(({ exchanges }) => exchanges),
    }));
  expect(told('replayed')).toEqual(told('recorded'));
  const [, failed] = directory.results('replayed').filter(({ status }) => status === 'error');
  expect(failed?.error?.message).toBe(
    'The recorded run failed here, BACKEND_FAILED: The backend failed: boom',
  );
});
