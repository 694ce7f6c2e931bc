import type { Json } from '@covergrid/testdata';
import type { RunResult } from '@covergrid/runner';
import { Evidence, type EvaluationCase, type Expectation } from '../src/evidence.ts';

/** A case without a world, with or without something to expect. */
export function caseOf(
  case_id: string,
  expected?: Expectation,
  labels: Partial<EvaluationCase['labels']> = {},
): EvaluationCase {
  return {
    case_id,
    content_sha256: `sha-${case_id}`,
    view: { system: '', tools: [], session: {} },
    turns: [{ index: 0, text: 'Hello' }],
    labels: { axes: {}, tags: [], ...labels },
    ...(expected && { expected }),
  };
}

/** What an agent answered, a reply a turn. */
export function resultOf(
  { case_id, content_sha256 }: Pick<EvaluationCase, 'case_id' | 'content_sha256'>,
  replies: readonly string[],
  rest: Partial<RunResult> = {},
): RunResult {
  return {
    schema: 'covergrid/run-result@1',
    run_id: 'run-1',
    dataset_id: 'd',
    dataset_version: '1.0.0',
    case_id,
    content_sha256,
    trial: 1,
    backend: 'test',
    status: 'ok',
    turns: replies.map((reply, index) => ({
      index,
      exchanges: [{ message: 'Hello', calls: [], reply }],
      latency_ms: 100 * (index + 1),
    })),
    outcome: null,
    usage: null,
    cost: null,
    attempts: 1,
    latency_ms: 100,
    error: null,
    trace_id: null,
    ...rest,
  };
}

/** The calls of an answer, made in its first turn. */
export function withCalls(
  result: RunResult,
  calls: readonly { tool: string; arguments: Record<string, Json> }[],
): RunResult {
  return {
    ...result,
    turns: result.turns.map((turn, place) => ({
      ...turn,
      exchanges: turn.exchanges.map((exchange) => ({
        ...exchange,
        calls: place === 0 ? calls.map((call) => ({ ...call, ok: null, result: null })) : [],
      })),
    })),
  };
}

/** What metrics judge one reply by. */
export function evidenceOf(reply: string, expected?: Expectation): Evidence {
  const runCase = caseOf('c', expected);
  return new Evidence(runCase, resultOf(runCase, [reply]));
}
