import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunResult } from '@covergrid/runner';
import { afterAll, describe, expect, test } from 'vitest';
import {
  createMetrics,
  evaluateRun,
  scoreSchema,
  summarySchema,
  type Metric,
  type Summary,
} from '../src/index.ts';
import { caseOf, resultOf } from './answers.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'evaluator-'));
afterAll(() => rmSync(directory, { recursive: true }));

const exact = createMetrics([{ type: 'exact_match' }]);
const yes = (id: string, labels = {}) => caseOf(id, { text: 'yes' }, labels);
const error = { status: 'error', error: { code: 'BACKEND_FAILED', message: 'It broke.' } } as const;

/** A case with a result for each reply; undefined is an error. */
function run(answers: Record<string, readonly (string | undefined)[]>, labels: Record<string, object> = {}) {
  const cases = Object.keys(answers).map((id) => yes(id, labels[id]));
  const results = cases.flatMap((each) =>
    (answers[each.case_id] ?? []).map((reply, place): RunResult =>
      resultOf(each, reply === undefined ? [] : [reply], {
        trial: place + 1,
        ...(reply === undefined && error),
      }),
    ),
  );
  return { cases, results, metrics: exact };
}

const first = ({ metrics }: Summary) => metrics[0]!;

test('errors are neither passes nor failures, and a refusal is an answer', async () => {
  const { cases, results, metrics } = run({ a: ['yes'], b: ['no'], c: [undefined], d: ['sorry'], e: [] });
  results[3] = { ...results[3]!, status: 'refused' };
  const summary = await evaluateRun({ cases, results, metrics });
  expect(summary).toMatchObject({
    cases: 5,
    missing: 1,
    results: { ok: 2, refused: 1, error: 1, timeout: 0 },
    verdict: { status: 'none' },
  });
  expect(first(summary)).toMatchObject({ n: 3, mean: 1 / 3, unscored: { no_answer: 1 } });
});

test('trials are averaged before cases are counted; pass@k, pass^k and flaky cases are told', async () => {
  const summary = await evaluateRun(
    run({ steady: ['yes', 'yes'], flaky: ['yes', 'no'], wrong: ['no', 'no'], half: ['yes', undefined] }),
  );
  expect(first(summary)).toMatchObject({
    n: 4,
    mean: 2.5 / 4,
    pass_at: [
      { k: 1, value: 2.5 / 4, n: 4 },
      { k: 2, value: 2 / 3, n: 3 },
    ],
    pass_all: [
      { k: 1, value: 2.5 / 4, n: 4 },
      { k: 2, value: 1 / 3, n: 3 },
    ],
    flaky: { count: 1, case_ids: ['flaky'] },
  });
  expect(summary.trials).toBe(2);
});

test('slices have their own n, mean and interval', async () => {
  const summary = await evaluateRun(
    run(
      { a: ['yes'], b: ['no'], c: [undefined] },
      {
        a: {
          domain: 'returns',
          behavior: 'plain',
          axes: { stock: 'low' },
          policy: 'p.1',
          tags: ['easy'],
          language: 'en',
        },
        b: { domain: 'returns', behavior: 'trap', axes: { stock: 'high' }, tags: ['easy', 'easy'] },
        c: { domain: 'orders', behavior: 'trap' },
      },
    ),
  );
  const slices = Object.fromEntries(summary.slices.map(({ by, value, ...rest }) => [`${by} ${value}`, rest]));
  expect(Object.keys(slices)).toEqual([
    'behavior plain',
    'behavior trap',
    'bin stock:high',
    'bin stock:low',
    'domain orders',
    'domain returns',
    'domain_behavior orders/trap',
    'domain_behavior returns/plain',
    'domain_behavior returns/trap',
    'language en',
    'length 1 turn',
    'policy p.1',
    'tag easy',
  ]);
  expect(slices['domain returns']).toMatchObject({
    cases: 2,
    errors: 0,
    metrics: { exact_match: { n: 2, mean: 0.5 } },
  });
  expect(slices['domain returns']!.metrics['exact_match']!.interval!.low).toBeCloseTo(0.095, 3);
  expect(slices['domain orders']).toMatchObject({
    cases: 1,
    errors: 1,
    metrics: { exact_match: { n: 0, mean: null, interval: null } },
  });
  expect(slices['tag easy']!.cases).toBe(2);
});

describe('thresholds', () => {
  test.each([
    [{ exact_match: 0.5 }, 'pass', /exact_match reaches 0.5/],
    [{ exact_match: 0.51 }, 'fail', /is below 0.51: 0.5000 over 2 cases/],
    [{ exact_match: 0.5, cost: 1 }, 'unscored', /cost has no score/],
    [{ exact_match: 0.6, cost: 1 }, 'fail', /exact_match/],
  ])('%o: %s', async (thresholds, status, reason) => {
    const metrics = createMetrics([{ type: 'exact_match' }, { type: 'cost', max: 1 }]);
    const { verdict } = await evaluateRun({ ...run({ a: ['yes'], b: ['no'] }), metrics }, { thresholds });
    expect(verdict).toEqual({ status, reason: expect.stringMatching(reason) as string });
  });

  test.each([
    [{ exact_mach: 0.5 }, 'THRESHOLD_UNKNOWN', /Did you mean "exact_match"/],
    [{ exact_match: 80 }, 'THRESHOLD_INVALID', /from 0 to 1/],
    [{ exact_match: Number.NaN }, 'THRESHOLD_INVALID', /from 0 to 1/],
  ])('%o: %s', async (thresholds, code, message) => {
    const wanted = expect.objectContaining({
      code,
      message: expect.stringMatching(message) as string,
    }) as Error;
    await expect(evaluateRun(run({ a: ['yes'] }), { thresholds })).rejects.toEqual(wanted);
  });
});

describe('what proves nothing is an error', () => {
  const whole = run({ a: ['yes'], b: ['no'] });
  const [a, b] = whole.cases;
  test.each([
    ['no metric', { ...whole, metrics: [] }, 'EVALUATION_EMPTY'],
    ['no case', { ...whole, cases: [], results: [] }, 'EVALUATION_EMPTY'],
    ['no result', { ...whole, results: [] }, 'EVALUATION_EMPTY'],
    ['a result of no case', { ...whole, cases: [a!] }, 'EVALUATION_MISMATCH'],
    ['another order', { ...whole, cases: [b!, a!] }, 'EVALUATION_MISMATCH'],
    ['a trial twice', { ...whole, results: [whole.results[0]!, whole.results[0]!] }, 'EVALUATION_MISMATCH'],
    ['an edited case', { ...whole, cases: [{ ...a!, content_sha256: 'new' }, b!] }, 'EVALUATION_MISMATCH'],
    [
      'a case without expectation',
      { ...whole, cases: [{ ...a!, expected: {} }, b!] },
      'EVALUATION_UNASSERTED',
    ],
  ])('%s', async (_what, evaluation, code) => {
    const scores = path.join(directory, 'none.jsonl');
    await expect(evaluateRun(evaluation, { scores })).rejects.toMatchObject({ code });
    expect([existsSync(scores), existsSync(`${scores}.partial`)]).toEqual([false, false]);
  });

  test('latency asserts nothing beside a metric that could; alone it is what was asked for', async () => {
    const cases = [caseOf('a')];
    const results = [resultOf(cases[0]!, ['x'])];
    const both = createMetrics([{ type: 'latency', max_ms: 1000 }, { type: 'exact_match' }]);
    await expect(evaluateRun({ cases, results, metrics: both })).rejects.toMatchObject({
      code: 'EVALUATION_UNASSERTED',
    });
    const alone = await evaluateRun({ cases, results, metrics: both.slice(0, 1) });
    expect(first(alone)).toMatchObject({ n: 1, mean: 1 });
  });
});

test('scores and summary are files that fit their schemas, byte for byte the same', async () => {
  const file = (name: string): string => path.join(directory, name);
  const evaluation = run({ a: ['yes', 'no'], b: [undefined, 'yes'] });
  for (const name of ['one', 'two']) {
    await evaluateRun(evaluation, {
      scores: file(`${name}.jsonl`),
      summary: file(`${name}.json`),
      concurrency: name === 'one' ? 1 : 8,
    });
  }
  const lines = readFileSync(file('one.jsonl'), 'utf8').trimEnd().split('\n');
  expect(
    lines
      .map((line) => scoreSchema.parse(JSON.parse(line)))
      .map(({ case_id, trial, status }) => [case_id, trial, status]),
  ).toEqual([
    ['a', 1, 'scored'],
    ['a', 2, 'scored'],
    ['b', 1, 'unscored'],
    ['b', 2, 'scored'],
  ]);
  summarySchema.parse(JSON.parse(readFileSync(file('one.json'), 'utf8')));
  for (const kind of ['json', 'jsonl'])
    expect(readFileSync(file(`two.${kind}`))).toEqual(readFileSync(file(`one.${kind}`)));
});

describe('a metric that misbehaves is named, and the rest goes on', () => {
  const metric = (score: Metric['score']) => ({
    name: 'mine',
    metric: { kind: 'degree', judgesAnswer: true, score } as const,
  });
  test.each([
    [
      'throws',
      metric(() => {
        throw new Error('Oh no.');
      }),
      /The metric mine failed: Oh no/,
    ],
    ['rejects', metric(() => Promise.reject(new Error('Oh no.'))), /Oh no/],
    ['never answers', metric(() => new Promise(() => undefined)), /did not answer within 0.05 s/],
    ['gives nothing', metric(() => []), /gave no judgements/],
    ['gives a number', metric(() => 0.5 as never), /gave no judgements/],
    ['gives 80', metric(() => [{ status: 'scored', score: 80, reason: '' }]), /the score 80, outside 0 to 1/],
    ['gives NaN', metric(() => [{ status: 'scored', score: Number.NaN, reason: '' }]), /outside 0 to 1/],
  ])('one that %s', async (_what, bad, reason) => {
    const scores = path.join(directory, 'bad.jsonl');
    const summary = await evaluateRun(
      { ...run({ a: ['yes'] }), metrics: [bad, ...exact] },
      { scores, timeoutMs: 50 },
    );
    expect(summary.metrics).toMatchObject([
      { n: 0, mean: null, unscored: { metric_failed: 1 } },
      { n: 1, mean: 1 },
    ]);
    expect(readFileSync(scores, 'utf8')).toMatch(reason);
  });
});

test('a stop ends it, and leaves no file', async () => {
  const stop = new AbortController();
  const scores = path.join(directory, 'stopped.jsonl');
  const onProgress = (): void => stop.abort();
  const evaluation = run({ a: ['yes'], b: ['no'] });
  await expect(evaluateRun(evaluation, { scores, signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
  expect([existsSync(scores), existsSync(`${scores}.partial`)]).toEqual([false, false]);
});

test('ten thousand cases are streamed: no more are read than are worked on', async () => {
  const count = 10_000;
  let [read, done, ahead] = [0, 0, 0];
  function* cases() {
    for (let place = 0; place < count; place++) {
      read++;
      ahead = Math.max(ahead, read - done);
      yield yes(`c-${place}`);
    }
  }
  function* results() {
    for (let place = 0; place < count; place++)
      yield resultOf(yes(`c-${place}`), [place % 50 < 48 ? 'yes' : 'no']);
  }
  const onProgress = (now: number): void => {
    done = now;
  };
  const summary = await evaluateRun(
    { cases: cases(), results: results(), metrics: exact },
    { onProgress, concurrency: 8 },
  );
  expect(first(summary)).toMatchObject({ n: count, mean: 0.96 });
  expect(ahead).toBeLessThanOrEqual(9);
});
