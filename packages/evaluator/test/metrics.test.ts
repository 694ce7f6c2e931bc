import { describe, expect, test } from 'vitest';
import { BUILT_IN_METRICS, createMetrics, type Judgement, type MetricChoice } from '../src/index.ts';
import { Evidence, type Expectation } from '../src/evidence.ts';
import { caseOf, evidenceOf, resultOf } from './answers.ts';

async function judge(choice: MetricChoice, evidence: Evidence): Promise<readonly Judgement[]> {
  const [created] = createMetrics([choice]);
  return created!.metric.score(evidence);
}

async function scoreOf(
  choice: MetricChoice,
  reply: string,
  expected?: Expectation,
): Promise<number | string> {
  const [judgement] = await judge(choice, evidenceOf(reply, expected));
  return judgement!.status === 'scored' ? judgement!.score : judgement!.cause;
}

test.each([
  [{ type: 'exact_match' }, 'Yes,  it’s done.', { text: "yes, it's done." }, 1],
  [{ type: 'exact_match', case_sensitive: true }, 'Yes.', { text: 'yes.' }, 0],
  [{ type: 'exact_match' }, 'Yes.', undefined, 'no_expectation'],
  [{ type: 'contains', values: ['refund', 'May 3'] }, 'A Refund on May 3.', undefined, 1],
  [{ type: 'contains', values: ['refund', 'May 3'] }, 'A refund.', undefined, 0],
  [{ type: 'contains', values: ['refund', 'May 3'], match: 'any' }, 'A refund.', undefined, 1],
  [{ type: 'contains' }, 'It is 42.', { text: '42' }, 1],
  [{ type: 'contains' }, 'It is 42.', undefined, 'no_expectation'],
  [{ type: 'regex', pattern: String.raw`\bW\d{7}\b` }, 'Order W1234567.', undefined, 1],
  [{ type: 'regex', pattern: 'w1', flags: 'i' }, 'W1', undefined, 1],
  [{ type: 'regex', pattern: 'sorry', expect: 'no_match' }, 'I am sorry.', undefined, 0],
  [{ type: 'keyword_coverage', keywords: ['size', 'color'] }, 'Which size?', undefined, 0.5],
  [{ type: 'keyword_coverage' }, 'Which size?', { keywords: ['size'] }, 1],
  [{ type: 'keyword_coverage' }, 'Which size?', undefined, 'no_expectation'],
  [{ type: 'similarity' }, 'the red shoe', { text: 'The shoe.' }, 0.8],
  [{ type: 'similarity' }, '', { text: 'The shoe.' }, 0],
  [{ type: 'json_schema', schema: { required: ['a'] } }, '{"a": 1}', undefined, 1],
  [{ type: 'json_schema', schema: { required: ['a'] } }, '```json\n{"a": 1}\n```', undefined, 1],
  [{ type: 'json_schema', schema: { required: ['a'] } }, '{"b": 1}', undefined, 0],
  [{ type: 'json_schema', schema: {} }, 'none', undefined, 0],
  [{ type: 'json_schema', schema: {}, of: 'outcome' }, '{}', undefined, 0],
  [{ type: 'latency', max_ms: 100 }, 'x', undefined, 1],
  [{ type: 'latency', max_ms: 99 }, 'x', undefined, 0],
  [{ type: 'cost', max: 1 }, 'x', undefined, 'unknown'],
  [{ type: 'golden_adherence' }, 'x', undefined, 'no_expectation'],
  [{ type: 'outcome_match' }, 'x', undefined, 'no_expectation'],
  [{ type: 'tool_call_match' }, 'x', undefined, 'no_expectation'],
  [{ type: 'criteria_judge' }, 'x', undefined, 'no_expectation'],
  [{ type: 'criteria_judge', criteria: ['It is kind.'] }, 'x', undefined, 'no_judge'],
] as const)('%o of "%s", expected %o: %s', async (choice, reply, expected, score) => {
  expect(await scoreOf(choice, reply, expected)).toBe(score);
});

test('every metric gives something for an empty answer, and never a number outside 0 to 1', async () => {
  const needed: Record<string, object> = {
    regex: { pattern: 'a' },
    json_schema: { schema: {} },
    latency: { max_ms: 1 },
    cost: { max: 1 },
  };
  for (const type of BUILT_IN_METRICS.keys()) {
    const silent = new Evidence(caseOf('c'), resultOf(caseOf('c'), []));
    const judgements = await judge({ type, ...needed[type] }, silent);
    expect(judgements.length, type).toBeGreaterThan(0);
    for (const each of judgements) if (each.status === 'scored') expect([0, 1], type).toContain(each.score);
  }
});

test('the cost is that of the conversation, in the currency of the limit', async () => {
  const spent = (currency: string): Evidence =>
    new Evidence(
      caseOf('c'),
      resultOf(caseOf('c'), ['x'], { cost: { amount: 0.5, currency, rate_source: 'r' } }),
    );
  expect(await judge({ type: 'cost', max: 0.5 }, spent('USD'))).toMatchObject([{ score: 1 }]);
  expect(await judge({ type: 'cost', max: 0.4 }, spent('USD'))).toMatchObject([{ score: 0 }]);
  expect(await judge({ type: 'cost', max: 0.4 }, spent('EUR'))).toMatchObject([{ cause: 'unknown' }]);
});

describe('patterns of users', () => {
  test('take linear time, whatever they are, in schemas too', async () => {
    const evil = `${'a'.repeat(50_000)}!`;
    const began = performance.now();
    expect(await scoreOf({ type: 'regex', pattern: '^(a+)+$' }, evil)).toBe(0);
    const schema = { type: 'string', pattern: '^(a|a)*$' };
    expect(await scoreOf({ type: 'json_schema', schema }, JSON.stringify(evil))).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test.each(['(', '(?=a)', String.raw`(a)\1`])('%s is turned down before anything is scored', (pattern) => {
    expect(() => createMetrics([{ type: 'regex', pattern }])).toThrow(/pattern.*RE2/);
  });
});

test.each([
  [[{ type: 'exact_mach' }], 'METRIC_UNKNOWN', /Did you mean "exact_match"/],
  [[{ type: 'contains', value: ['x'] }], 'METRIC_OPTIONS', /Did you mean "values"/],
  [[{ type: 'criteria_judge', votes: 2 }], 'METRIC_OPTIONS', /odd/],
  [[{ type: 'latency' }], 'METRIC_OPTIONS', /max_ms/],
  [[{ type: 'exact_match' }, { type: 'exact_match' }], 'METRIC_DUPLICATE', /exact_match/],
])('%o: %s', (choices, code, message) => {
  expect(() => createMetrics(choices)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});
