import { CovergridError, isCovergridError, printable, type ErrorCode } from '@covergrid/core';
import type { z } from 'zod';
import { CallDesk } from './answer-calls.ts';
import { asksToConfirm } from './asks-to-confirm.ts';
import {
  agentStepSchema,
  type AgentInput,
  type AgentSession,
  type Backend,
  type SessionContext,
} from './backend.ts';
import type { CaseTurn, RunCase } from './run-case.ts';
import type { Exchange, ResultTurn, RunResult } from './run-result.ts';
import { Spending } from './spending.ts';
import { withinTime } from './within-time.ts';

/** Rounds of tool calls that a turn may take; an agent that goes on is stopped. */
export const MOST_ROUNDS = 20;

/** How one case is played. */
export interface PlayOptions {
  /** For each turn of the customer, all rounds of calls included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
}

/** What a case came to, before it is known which run it belongs to. */
export type PlayedCase = Pick<
  RunResult,
  'status' | 'turns' | 'outcome' | 'usage' | 'cost' | 'attempts' | 'latency_ms' | 'error' | 'trace_id'
>;

/** What says nothing of the case: the run has to stop, or its ledger cannot be written. */
const ENDS_RUN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INTERRUPTED',
  'MEMORY_LIMIT',
  'LLM_BUDGET_REACHED',
  'OUTPUT_FAILED',
]);
const LATE: ReadonlySet<string> = new Set<ErrorCode>(['BACKEND_TIMEOUT', 'LLM_TIMEOUT']);

type Step = z.output<typeof agentStepSchema>;

/**
 * Has one conversation with an agent: the customer's turns in order, tool calls answered in between. What goes wrong
 * is the result of this case.
 *
 * @throws the reason of the signal, where the run is stopped; LLM_BUDGET_REACHED, OUTPUT_FAILED
 */
export async function playCase(
  runCase: RunCase,
  backend: Backend,
  context: SessionContext,
  options: PlayOptions,
): Promise<PlayedCase> {
  const play = new Play(runCase, options);
  const began = options.clock();
  let error: RunResult['error'] = null;
  let status: RunResult['status'] = 'ok';
  try {
    await play.run(backend, context);
    if (play.isRefused) status = 'refused';
  } catch (thrown) {
    options.signal.throwIfAborted();
    if (isCovergridError(thrown) && ENDS_RUN.has(thrown.code)) throw thrown;
    error = errorOf(thrown);
    status = LATE.has(error.code) ? 'timeout' : 'error';
  }
  const { turns, outcome, traceId } = play;
  const latency_ms = elapsed(options.clock() - began);
  return { status, turns, outcome, ...play.spending.total, latency_ms, error, trace_id: traceId };
}

class Play {
  readonly turns: ResultTurn[] = [];
  readonly spending = new Spending();
  outcome: RunResult['outcome'] = null;
  traceId: string | null = null;
  isRefused = false;
  readonly #case: RunCase;
  readonly #options: PlayOptions;
  readonly #desk: CallDesk;

  constructor(runCase: RunCase, options: PlayOptions) {
    this.#case = runCase;
    this.#options = options;
    this.#desk = new CallDesk(runCase.world);
  }

  async run(backend: Backend, context: SessionContext): Promise<void> {
    const { timeoutMs, signal } = this.#options;
    const session = await withinTime(
      timeoutMs,
      signal,
      () => timeout('opened no conversation', timeoutMs),
      async (stop) => {
        const opened = await backend.open(this.#case.view, context);
        if (stop.aborted) await close(opened);
        return opened;
      },
    );
    try {
      for (const turn of this.#case.turns) await this.#playTurn(session, turn);
    } finally {
      await close(session);
    }
  }

  async #playTurn(session: AgentSession, turn: CaseTurn): Promise<void> {
    const { timeoutMs, signal, clock } = this.#options;
    const exchanges: Exchange[] = [];
    const began = clock();
    try {
      await withinTime(
        timeoutMs,
        signal,
        () => timeout(`did not answer turn ${turn.index}`, timeoutMs),
        async (stop) => {
          const reply = await this.#exchange(session, turn.text, turn.index, exchanges, stop);
          const { if_confirmed: consent } = turn;
          if (consent === undefined || this.#desk.hasWritten || !asksToConfirm(reply)) return;
          await this.#exchange(session, consent, turn.index, exchanges, stop);
        },
      );
    } finally {
      // A copy: an agent that answers too late must not change what was recorded.
      this.turns.push({
        index: turn.index,
        exchanges: structuredClone(exchanges),
        latency_ms: elapsed(clock() - began),
      });
    }
  }

  /** Says something to the agent, and makes the calls it asks for until it replies. */
  async #exchange(
    session: AgentSession,
    message: string,
    turn: number,
    exchanges: Exchange[],
    signal: AbortSignal,
  ): Promise<string> {
    const exchange: Exchange = { message, calls: [], reply: null };
    exchanges.push(exchange);
    let input: AgentInput = { kind: 'user', text: message, turn };
    for (let round = 0; ; round++) {
      const step = await this.#step(session, input, signal);
      if (step.kind === 'reply') {
        exchange.calls.push(
          ...step.calls.map((call) => ({
            tool: call.tool,
            arguments: call.arguments,
            ok: null,
            result: null,
          })),
        );
        exchange.reply = step.text;
        this.outcome = step.outcome ?? this.outcome;
        this.isRefused ||= step.refused;
        return step.text;
      }
      if (round === MOST_ROUNDS) {
        throw new CovergridError(
          'BACKEND_TOOL_LOOP',
          `The agent asked for calls ${MOST_ROUNDS + 1} times in turn ${turn} without a reply.`,
        );
      }
      const results = step.calls.map((call) => this.#desk.answer(call));
      for (const [place, { ok, content }] of results.entries()) {
        const { tool, arguments: args } = step.calls[place]!;
        exchange.calls.push({ tool, arguments: args, ok, result: content });
      }
      input = { kind: 'results', results };
    }
  }

  async #step(session: AgentSession, input: AgentInput, signal: AbortSignal): Promise<Step> {
    let given: unknown;
    try {
      given = await session.next(input, { signal });
    } catch (error) {
      this.spending.addFailed(attemptsOf(error));
      throw error;
    }
    // Nobody waits for it any more.
    signal.throwIfAborted();
    const step = agentStepSchema.safeParse(given);
    if (!step.success) {
      this.spending.addFailed(1);
      const [issue] = step.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
      throw new CovergridError('BACKEND_BAD_ANSWER', `The answer is no step${where}: ${issue?.message}.`);
    }
    this.spending.add(step.data);
    this.traceId = step.data.traceId ?? this.traceId;
    return step.data;
  }
}

/** How long closing is waited for; also what keeps a stop quick. */
const CLOSE_MS = 500;

/** Closes a conversation; what goes wrong then changes nothing of what was said. */
async function close(session: AgentSession): Promise<void> {
  const always = new AbortController().signal;
  const late = (): Error => timeout('did not close', CLOSE_MS);
  await withinTime(CLOSE_MS, always, late, async () => session.close?.()).catch(() => undefined);
}

function timeout(what: string, timeoutMs: number): CovergridError {
  return new CovergridError('BACKEND_TIMEOUT', `The agent ${what} within ${timeoutMs / 1000} s.`);
}

function errorOf(thrown: unknown): NonNullable<RunResult['error']> {
  if (isCovergridError(thrown)) return { code: thrown.code, message: thrown.message };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'BACKEND_FAILED', message: `The backend failed: ${printable(message)}` };
}

/** How many requests a failure took, where it says so. */
function attemptsOf(error: unknown): number {
  const attempts = isCovergridError(error) ? error.data['attempts'] : undefined;
  return typeof attempts === 'number' ? attempts : 1;
}

/** Milliseconds with microseconds: what is below them is noise. */
function elapsed(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000);
}
