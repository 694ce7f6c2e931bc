import { describe, expect, test } from 'vitest';
import { MOST_ROUNDS, transcriptOf, type AgentInput, type AgentStep, type Backend } from '../src/index.ts';
import { commerceCases } from './commerce-cases.ts';
import { agentOf, play, smallCase } from './small-cases.ts';

const runCase = commerceCases.find(({ reference }) => reference!.golden.final_state.length > 0)!;
const { golden } = runCase.reference!;
const write = golden.expected_actions.find(({ tool }) => runCase.world!.toolset.writes.includes(tool))!;

/** An agent that does what a function says. */
function stepper(next: (input: AgentInput) => AgentStep | Promise<AgentStep>): Backend {
  return { id: 'test', open: () => ({ next: async (input) => next(input) }) };
}

const call = (tool: string, args: object = {}): AgentStep => ({
  kind: 'calls',
  calls: [{ id: 'a', tool, arguments: args as never }],
});

describe('calls', () => {
  test('are answered from the world, which goes on over the whole conversation', async () => {
    const said: string[] = [];
    const played = await play(
      runCase,
      stepper((input) => {
        if (input.kind === 'user') return call(write.tool, write.arguments);
        said.push(JSON.stringify(input.results[0]?.content));
        return { kind: 'reply', text: 'Done.' };
      }),
    );
    const oks = played.turns.flatMap(({ exchanges }) =>
      exchanges.flatMap(({ calls }) => calls.map(({ ok }) => ok)),
    );
    expect(oks[0]).toBe(true);
    // Made twice, it meets a world in which it was made.
    expect(said.length).toBe(runCase.turns.length);
    expect(said[0]).not.toBe(said[1]);
  });

  test.each([
    ['unknown', call('no_such_tool'), 'unknown_tool'],
    ['with other arguments', call(write.tool, { nonsense: 1 }), 'invalid_arguments'],
    [
      'that could not be read',
      {
        kind: 'calls',
        calls: [{ id: 'a', tool: write.tool, problem: 'The arguments are no JSON.' }],
      } as const,
      'invalid_call',
    ],
  ])('%s are answered with an error, and the conversation goes on', async (_what, step, error) => {
    const played = await play(
      runCase,
      stepper((input) => {
        if (input.kind === 'user') return step as AgentStep;
        expect(input.results).toMatchObject([{ callId: 'a', ok: false, content: { error } }]);
        return { kind: 'reply', text: 'Sorry.' };
      }),
    );
    expect(played).toMatchObject({ status: 'ok', error: null });
  });

  test('without end are stopped', async () => {
    let rounds = 0;
    const played = await play(
      runCase,
      stepper(() => {
        rounds++;
        return call('no_such_tool');
      }),
    );
    expect(played).toMatchObject({ status: 'error', error: { code: 'BACKEND_TOOL_LOOP' } });
    expect(rounds).toBe(MOST_ROUNDS + 1);
    expect(played.turns).toHaveLength(1);
    expect(played.turns[0]?.exchanges[0]).toMatchObject({ reply: null });
    expect(played.turns[0]?.exchanges[0]?.calls).toHaveLength(MOST_ROUNDS);
  });
});

describe('a confirmation', () => {
  const turns = [{ index: 0, text: 'Cancel it.', if_confirmed: 'Yes, go ahead.' }];

  test('is given where the agent asks for it, in the same turn', async () => {
    const played = await play(
      { ...smallCase('confirm'), turns },
      agentOf((text) => (text === 'Cancel it.' ? 'Shall I cancel W1 for you?' : 'It is cancelled.')),
    );
    expect(played.turns).toMatchObject([
      {
        index: 0,
        exchanges: [
          { message: 'Cancel it.', reply: 'Shall I cancel W1 for you?' },
          { message: 'Yes, go ahead.', reply: 'It is cancelled.' },
        ],
      },
    ]);
    expect(transcriptOf(played).turns).toEqual([
      { reply: 'Shall I cancel W1 for you?\nIt is cancelled.', calls: [] },
    ]);
  });

  test('is not given where the agent asks for something else, or has acted already', async () => {
    const asking = await play(
      { ...smallCase('ask'), turns },
      agentOf(() => 'Which order is it?'),
    );
    expect(asking.turns[0]?.exchanges).toHaveLength(1);
    const acting = await play(
      { ...runCase, turns },
      stepper((input) =>
        input.kind === 'user'
          ? call(write.tool, write.arguments)
          : { kind: 'reply', text: 'Done. Shall I proceed with another?' },
      ),
    );
    expect(acting.turns[0]?.exchanges).toHaveLength(1);
  });
});

describe('what goes wrong in an agent is the result of its case', () => {
  test('that throws', async () => {
    const played = await play(
      smallCase('throw', ['', 'second']),
      agentOf((_text, turn) => {
        if (turn === 1) throw new TypeError('no\u001b[31m');
        return 'One.';
      }),
    );
    expect(played).toMatchObject({
      status: 'error',
      error: { code: 'BACKEND_FAILED', message: String.raw`The backend failed: no\u{1b}[31m` },
      turns: [{ exchanges: [{ reply: 'One.' }] }, { exchanges: [{ reply: null }] }],
    });
  });

  test('that throws when it is opened', async () => {
    const backend: Backend = {
      id: 'x',
      open: () => {
        throw new Error('closed');
      },
    };
    expect(await play(smallCase('open'), backend)).toMatchObject({ status: 'error', turns: [] });
  });

  test('that never answers', async () => {
    let isClosed = false;
    let isAborted = false;
    const backend: Backend = {
      id: 'x',
      open: () => ({
        next: (_input, { signal }) => {
          signal.addEventListener('abort', () => (isAborted = true));
          return new Promise(() => undefined);
        },
        close: () => {
          isClosed = true;
          return new Promise(() => undefined);
        },
      }),
    };
    const played = await play(smallCase('hang'), backend, 30);
    expect(played).toMatchObject({ status: 'timeout', error: { code: 'BACKEND_TIMEOUT' } });
    expect([isClosed, isAborted]).toEqual([true, true]);
  });

  test.each([
    [null, ''],
    [{ kind: 'reply' }, ' at text'],
    [{ kind: 'reply', text: 'x', usage: { prompt_tokens: -1 } }, ' at usage.prompt_tokens'],
    [{ kind: 'calls', calls: [] }, ' at calls'],
  ])('that answers with %j', async (step, where) => {
    const played = await play(
      smallCase('shape'),
      stepper(() => step as never),
    );
    expect(played).toMatchObject({ status: 'error', error: { code: 'BACKEND_BAD_ANSWER' } });
    expect(played.error?.message).toContain(`The answer is no step${where}: `);
  });
});

test('a refusal of the provider is told apart', async () => {
  const played = await play(
    smallCase('refused'),
    stepper(() => ({ kind: 'reply', text: '', refused: true })),
  );
  expect(played).toMatchObject({ status: 'refused', error: null });
});

test('usage and cost are summed, and unknown where one step does not know them', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
  const cost = { amount: 0.5, currency: 'USD', rate_source: 'rates 1' };
  const known = await play(
    smallCase('usage', ['', 'b']),
    stepper(() => ({ kind: 'reply', text: '', usage, cost, attempts: 2 })),
  );
  expect(known).toMatchObject({
    usage: { total_tokens: 10, cached_tokens: 0 },
    cost: { amount: 1 },
    attempts: 4,
  });
  let isFirst = true;
  const unknown = await play(
    smallCase('usage', ['', 'b']),
    stepper(() => {
      const step: AgentStep = { kind: 'reply', text: '', ...(isFirst && { usage, cost }) };
      isFirst = false;
      return step;
    }),
  );
  expect(unknown).toMatchObject({ usage: null, cost: null, attempts: 2 });
});

test('an agent is given the view and the turns, and no golden', async () => {
  const seen: unknown[] = [];
  const backend: Backend = {
    id: 'x',
    open: (...given) => {
      seen.push(...given);
      return { next: async () => ({ kind: 'reply', text: '' }) };
    },
  };
  await play(runCase, backend);
  const { system, tools, session } = runCase.reference!.conversation;
  expect(seen).toEqual([
    { system, tools, session },
    { caseId: runCase.case_id, trial: 1, sessionId: 's' },
  ]);
});
