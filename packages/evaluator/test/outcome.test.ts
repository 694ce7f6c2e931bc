import type { RunCase } from '@covergrid/runner';
import { perfectScript } from '@covergrid/runner';
import { describe, expect, test } from 'vitest';
import { Evidence } from '../src/evidence.ts';
import { createMetrics, type Judgement } from '../src/index.ts';
import { resultOf, withCalls } from './answers.ts';
import { commerceCases } from './commerce-cases.ts';

const [outcome, calls, adherence] = createMetrics([
  { type: 'outcome_match' },
  { type: 'tool_call_match' },
  { type: 'golden_adherence' },
]);
const goldenOf = (runCase: RunCase) => runCase.reference!.golden;
const writing = commerceCases.filter((each) => goldenOf(each).final_state.length > 0);
const still = commerceCases.find((each) => goldenOf(each).final_state.length === 0)!;

type Calls = Parameters<typeof withCalls>[1];

async function judge(
  { metric } = outcome!,
  runCase: RunCase,
  made: Calls,
  stated: Record<string, string> | null = null,
): Promise<Judgement> {
  const replies = goldenOf(runCase).turns.map(({ reference_reply }) => reference_reply);
  const result = withCalls(resultOf(runCase, replies, { outcome: stated }), made);
  const [judgement] = await metric.score(new Evidence(runCase, result));
  return judgement!;
}

const rightCalls = (runCase: RunCase): Calls =>
  perfectScript(goldenOf(runCase)).flatMap((turn) =>
    turn.calls.map((call) => ({ tool: call.tool, arguments: { ...call.arguments } })),
  );

describe('outcome_match', () => {
  test('the right changes pass, none fail, whatever is said', async () => {
    for (const runCase of writing.slice(0, 200)) {
      expect(await judge(outcome, runCase, rightCalls(runCase)), runCase.case_id).toMatchObject({ score: 1 });
      const stated = { decision: goldenOf(runCase).final_outcome.decision };
      expect(await judge(outcome, runCase, [], stated), runCase.case_id).toMatchObject({ score: 0 });
    }
  });

  test('a change where nothing is to change fails', async () => {
    const domain = (each: RunCase): string => each.labels.domain ?? '';
    const found = commerceCases.flatMap((quiet) => {
      if (goldenOf(quiet).final_state.length > 0) return [];
      const like = writing.find((each) => domain(each) === domain(quiet));
      return like === undefined ? [] : [{ quiet, like }];
    })[0]!;
    // The write of another case, on the records of this one, as a careless agent would make it.
    const world = { ...found.quiet.world!, state: found.like.world!.state };
    const judgement = await judge(outcome, { ...found.quiet, world }, rightCalls(found.like));
    expect(judgement).toMatchObject({ score: 0, metadata: { by: 'actions' } });
  });

  test('arguments that the golden leaves open may differ, others may not', async () => {
    const open = writing.find((each) =>
      goldenOf(each).expected_actions.some(
        (action) => !action.compare_args.includes('summary') && 'summary' in action.arguments,
      ),
    )!;
    const changed = rightCalls(open).map((call) =>
      'summary' in call.arguments
        ? { ...call, arguments: { ...call.arguments, summary: 'In my own words.' } }
        : call,
    );
    expect(changed).not.toEqual(rightCalls(open));
    expect(await judge(outcome, open, changed)).toMatchObject({ score: 1 });
    const twice = [...rightCalls(open), ...rightCalls(open)];
    expect(await judge(outcome, open, twice)).toMatchObject({ score: 0 });
  });

  test('without changes, the stated outcome decides, by all that it states', async () => {
    const { decision, verdict, remedy } = goldenOf(still).final_outcome;
    expect(await judge(outcome, still, [], { decision })).toMatchObject({
      score: 1,
      metadata: { by: 'statement' },
    });
    expect(await judge(outcome, still, [], { verdict })).toMatchObject({ score: 1 });
    expect(
      await judge(outcome, still, [], { decision, remedy: remedy === 'none' ? 'coupon' : 'none' }),
    ).toMatchObject({ score: 0 });
    expect(await judge(outcome, still, [], { decision: 'abandoned' })).toMatchObject({ score: 0 });
  });

  test('else it takes a judge, and words of its own for a decision do too', async () => {
    expect(await judge(outcome, still, [])).toMatchObject({ status: 'unscored', cause: 'no_judge' });
    expect(await judge(outcome, still, [], { decision: 'all good' })).toMatchObject({ cause: 'no_judge' });
  });
});

describe('tool_call_match', () => {
  test('counts what is missing, and changes besides', async () => {
    const runCase = writing.find((each) => goldenOf(each).expected_actions.length === 2)!;
    const right = rightCalls(runCase);
    expect(await judge(calls, runCase, right)).toMatchObject({ score: 1 });
    expect(await judge(calls, runCase, right.slice(0, 1))).toMatchObject({ score: 0.5 });
    const write = right.filter(({ tool }) => runCase.world!.toolset.writes.includes(tool));
    expect(await judge(calls, runCase, [...right, ...write.slice(0, 1)])).toMatchObject({ score: 2 / 3 });
    const [sameOrder] = createMetrics([{ type: 'tool_call_match', order: 'same' }]);
    expect(await judge(sameOrder, runCase, right.toReversed())).toMatchObject({ score: 0.5 });
    const others = right.map(({ tool }) => ({ tool, arguments: {} }));
    const [named] = createMetrics([{ type: 'tool_call_match', arguments: 'ignored' }]);
    expect(await judge(calls, runCase, others)).toMatchObject({ score: 0 });
    expect(await judge(named, runCase, others)).toMatchObject({ score: 1 });
  });
});

describe('golden_adherence', () => {
  test('is 1 where all hold; else the share and what was violated are told, with the turn', async () => {
    const runCase = commerceCases.find((each) =>
      goldenOf(each).turns.some(({ constraints }) => constraints.length > 0),
    )!;
    expect(await judge(adherence, runCase, rightCalls(runCase))).toMatchObject({
      score: 1,
      metadata: { share: 1, violated: [] },
    });
    const silent = new Evidence(runCase, resultOf(runCase, []));
    const [judgement] = await adherence!.metric.score(silent);
    const { share, violated } = judgement!.metadata as {
      share: number;
      violated: { id: string; turn: number | null }[];
    };
    const golden = goldenOf(runCase);
    const total = [...golden.constraints, ...golden.turns.flatMap(({ constraints }) => constraints)].length;
    expect(judgement).toMatchObject({ score: 0 });
    expect(share).toBeCloseTo(1 - violated.length / total);
    const turn = golden.turns.findIndex(({ constraints }) => constraints.length > 0);
    expect(violated.map((each) => each.turn)).toContain(turn);
  });
});
