import type { Json } from '@covergrid/testdata';
import type { Transcript } from '@covergrid/worlds';
import { z } from 'zod';

/** Schema of any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json();

const count = z.number().int().min(0);
const latency = z.number().min(0).describe('Milliseconds.');

/** Schema of the tokens that were used. */
export const usageSchema = z.strictObject({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  cached_tokens: count.default(0).describe('Those of the prompt that came from a cache.'),
});

/** Tokens that were used. */
export type Usage = z.output<typeof usageSchema>;

/** Schema of what something cost. */
export const costSchema = z.strictObject({
  amount: z.number().min(0).describe('In whole units of the currency, e.g. 0.0031.'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three letters, such as USD'),
  rate_source: z.string().describe('Where the rates come from, with their version.'),
});

/** What something cost. */
export type Cost = z.output<typeof costSchema>;

const callSchema = z.strictObject({
  tool: z.string(),
  arguments: z.record(z.string(), jsonSchema),
  ok: z.boolean().nullable().describe('Null where the agent made the call itself, and only reports it.'),
  result: jsonSchema.describe('What the tool gave, or {error, message}; null where it is not known.'),
});

const exchangeSchema = z.strictObject({
  message: z.string().describe('What the customer said.'),
  calls: z.array(callSchema),
  reply: z.string().nullable().describe('Null where none came.'),
});

/** Schema of a line of `results.jsonl`: what one case came to, in one trial. */
export const runResultSchema = z
  .strictObject({
    schema: z.literal('covergrid/run-result@1'),
    run_id: z.string().min(1),
    dataset_id: z.string().min(1),
    dataset_version: z.string().min(1),
    case_id: z.string().min(1),
    content_sha256: z.string().describe('Of the case as it was run.'),
    trial: z.number().int().min(1),
    backend: z.string().min(1),
    status: z
      .enum(['ok', 'timeout', 'error', 'refused'])
      .describe(
        'refused: the provider declined to answer. That an agent turns a request down is no such thing.',
      ),
    turns: z
      .array(
        z.strictObject({
          index: count.describe('That of the turn of the case.'),
          exchanges: z
            .array(exchangeSchema)
            .min(1)
            .describe('More than one where the agent asked to confirm.'),
          latency_ms: latency,
        }),
      )
      .describe('Up to the one that failed, if one did.'),
    outcome: z.record(z.string(), jsonSchema).nullable().describe('The last that the agent stated.'),
    usage: usageSchema.nullable().describe('Null: unknown.'),
    cost: costSchema.nullable().describe('Null: unknown.'),
    attempts: count.describe('Requests, the failed ones too.'),
    latency_ms: latency,
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    trace_id: z.string().nullable(),
  })
  .meta({ title: 'Covergrid run result', description: 'What one case came to, in one trial of a run.' });

/** A line of `results.jsonl`. */
export type RunResult = z.output<typeof runResultSchema>;
/** One turn of a result. */
export type ResultTurn = RunResult['turns'][number];
/** What the customer said, the calls that followed, and the reply. */
export type Exchange = z.output<typeof exchangeSchema>;

/** What the agent said and did, as constraints are checked against; turns that were not reached are silent. */
export function transcriptOf({ turns }: Pick<RunResult, 'turns'>): Transcript {
  const length = 1 + Math.max(-1, ...turns.map(({ index }) => index));
  const byIndex = new Map(turns.map((turn) => [turn.index, turn]));
  return {
    turns: Array.from({ length }, (_, index) => {
      const exchanges = byIndex.get(index)?.exchanges ?? [];
      return {
        reply: exchanges.flatMap(({ reply }) => (reply === null || reply === '' ? [] : [reply])).join('\n'),
        calls: exchanges.flatMap(({ calls }) => calls),
      };
    }),
  };
}

/** The result without what differs from run to run although the agent did the same: run, times, attempts, trace. */
export function withoutTimes(
  result: RunResult,
): Omit<RunResult, 'run_id' | 'latency_ms' | 'attempts' | 'trace_id'> {
  const { run_id: _run, latency_ms: _latency, attempts: _attempts, trace_id: _trace, ...rest } = result;
  return { ...rest, turns: rest.turns.map((turn) => ({ ...turn, latency_ms: 0 })) };
}
