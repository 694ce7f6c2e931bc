import { canonicalHash, CovergridError, isCovergridError, type StopOptions } from '@covergrid/core';
import type { Backend } from './backend.ts';
import { playCase } from './play-case.ts';
import { ResultJournal, type AnswerEntry, type AnswerKey, type RunIdentity } from './result-journal.ts';
import type { RunCase } from './run-case.ts';
import type { RunResult } from './run-result.ts';

/** Where a run stops by itself; what was spent before it was resumed counts. Unknown amounts count nothing. */
export interface RunBudget {
  /** In whole units of the currency that results state. */
  readonly cost?: number | undefined;
  readonly tokens?: number | undefined;
  /** Requests to the agent. */
  readonly calls?: number | undefined;
}

/** How far a run is. */
export interface RunProgress {
  /** Answers that are there, those of earlier runs included. */
  readonly done: number;
  /** Those of `done` that were there before. */
  readonly resumed: number;
  readonly statuses: Readonly<Record<RunResult['status'], number>>;
}

/** How cases are run. */
export interface RunCasesOptions {
  readonly run: RunIdentity;
  /** File of the answers as they come in; a run that finds it goes on. */
  readonly journal: string;
  /** File of the finished results, in the order of the cases, trial by trial. */
  readonly results: string;
  /** Conversations at a time. Default: 4. */
  readonly concurrency?: number | undefined;
  /** For each turn of a customer, tool calls included. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** How often each case is run. Default: 1. */
  readonly trials?: number | undefined;
  /** Asks again where the answer was an error or came too late. Default: false. */
  readonly retryErrors?: boolean | undefined;
  /** Checked before each case. */
  readonly budget?: RunBudget | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly signal?: StopOptions['signal'];
  /** How long conversations may still go on after a stop. Default: 1,000. */
  readonly graceMs?: number | undefined;
  /** Milliseconds of a clock that never goes back. Default: that of the process. */
  readonly clock?: (() => number) | undefined;
}

/** What a run came to. */
export interface RunSummary extends RunProgress {
  readonly cases: number;
  /** Why it is not finished: INTERRUPTED, BUDGET_REACHED, LLM_BUDGET_REACHED. The same run goes on from its journal. */
  readonly stopped: CovergridError | undefined;
}

/**
 * Runs cases against an agent, some at a time, and keeps each answer before it counts. What was answered is not asked
 * again, whatever ended the run before; a case that was under way then is. When all are there, the results are written
 * in the order of the cases, so that an agent that always answers alike gives the same results but for times.
 *
 * Memory grows by a few numbers per answer. The backend is not closed.
 *
 * @throws RUN_EMPTY without cases, RUN_MISMATCH, OUTPUT_FAILED
 */
export async function runCases(
  cases: AsyncIterable<RunCase> | Iterable<RunCase>,
  backend: Backend,
  options: RunCasesOptions,
): Promise<RunSummary> {
  const journal = await ResultJournal.open(options.journal, options.run);
  try {
    return await new Run(backend, journal, options).go(cases);
  } finally {
    await journal.close();
  }
}

const STOPS: ReadonlySet<string> = new Set(['INTERRUPTED', 'BUDGET_REACHED', 'LLM_BUDGET_REACHED']);

interface Job {
  readonly runCase: RunCase;
  readonly key: AnswerKey;
}

class Run {
  readonly #backend: Backend;
  readonly #journal: ResultJournal;
  readonly #options: RunCasesOptions;
  /** In the order of the results. */
  readonly #keys: AnswerKey[] = [];
  readonly #statuses: Record<RunResult['status'], number> = { ok: 0, timeout: 0, error: 0, refused: 0 };
  readonly #spent = { cost: 0, tokens: 0, calls: 0 };
  readonly #halt = new AbortController();
  #cases = 0;
  #resumed = 0;
  #done = 0;
  #stopped: CovergridError | undefined;
  #failure: Error | undefined;

  constructor(backend: Backend, journal: ResultJournal, options: RunCasesOptions) {
    this.#backend = backend;
    this.#journal = journal;
    this.#options = options;
    for (const entry of journal.entries()) this.#spend(entry);
  }

  async go(cases: AsyncIterable<RunCase> | Iterable<RunCase>): Promise<RunSummary> {
    const { signal, graceMs = 1_000, concurrency = 4, results } = this.#options;
    let grace: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.#stopped ??= new CovergridError('INTERRUPTED', 'Stopped before it was done.');
      grace = setTimeout(() => this.#halt.abort(this.#stopped), graceMs);
    };
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    const jobs = this.#jobs(cases);
    try {
      await Promise.all(Array.from({ length: concurrency }, () => this.#work(jobs)));
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', interrupt);
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#stopped === undefined) {
      if (this.#cases === 0) throw new CovergridError('RUN_EMPTY', 'There is no case to run.');
      await this.#journal.writeResults(results, this.#keys);
    }
    return { ...this.#progress(), cases: this.#cases, stopped: this.#stopped };
  }

  async #work(jobs: AsyncGenerator<Job>): Promise<void> {
    try {
      for await (const job of jobs) {
        if (this.#mayAsk()) await this.#ask(job);
        if (this.#stopped !== undefined || this.#failure !== undefined) break;
      }
    } catch (error) {
      if (isCovergridError(error) && STOPS.has(error.code)) {
        // Others may end what they have begun.
        this.#stopped ??= error;
        return;
      }
      this.#failure ??= error instanceof Error ? error : new Error(String(error), { cause: error });
      this.#halt.abort(error);
    }
  }

  /** Every answer that is still asked for. Several workers take from it, so each is given out once. */
  async *#jobs(cases: AsyncIterable<RunCase> | Iterable<RunCase>): AsyncGenerator<Job> {
    const { trials = 1, retryErrors = false } = this.#options;
    for await (const runCase of cases) {
      this.#cases++;
      for (let trial = 1; trial <= trials; trial++) {
        const key = { case_id: runCase.case_id, trial };
        this.#keys.push(key);
        const before = this.#journal.answered(key, runCase.content_sha256);
        if (before !== undefined && !(retryErrors && isFailure(before))) {
          this.#resumed++;
          this.#count(before);
        } else {
          yield { runCase, key };
        }
      }
    }
  }

  #mayAsk(): boolean {
    const { budget = {} } = this.#options;
    for (const unit of ['cost', 'tokens', 'calls'] as const) {
      const limit = budget[unit];
      if (limit === undefined || this.#spent[unit] < limit) continue;
      this.#stopped ??= new CovergridError(
        'BUDGET_REACHED',
        `Stopped at ${this.#spent[unit]} ${unit}, with a budget of ${limit}.`,
        { data: { unit, spent: this.#spent[unit], limit } },
      );
    }
    return this.#stopped === undefined && this.#failure === undefined;
  }

  async #ask({ runCase, key }: Job): Promise<void> {
    const { run, timeoutMs = 60_000, clock = () => performance.now() } = this.#options;
    const { run_id, dataset_id, dataset_version } = run;
    const context = {
      caseId: key.case_id,
      trial: key.trial,
      sessionId: canonicalHash([run_id, key.case_id, key.trial]).slice(0, 24),
      ...(this.#backend.readsReference === true && { reference: runCase.reference }),
    };
    const played = await playCase(runCase, this.#backend, context, {
      timeoutMs,
      signal: this.#halt.signal,
      clock,
    });
    const result: RunResult = {
      schema: 'covergrid/run-result@1',
      run_id,
      dataset_id,
      dataset_version,
      ...key,
      content_sha256: runCase.content_sha256,
      backend: this.#backend.id,
      ...played,
    };
    await this.#journal.append(result);
    this.#spend(result);
    this.#count(result);
  }

  #count({ status }: Pick<AnswerEntry, 'status'>): void {
    this.#done++;
    this.#statuses[status]++;
    this.#options.onProgress?.(this.#progress());
  }

  #spend({ usage, cost, attempts }: Pick<AnswerEntry, 'usage' | 'cost' | 'attempts'>): void {
    this.#spent.calls += attempts;
    this.#spent.tokens += usage?.total_tokens ?? 0;
    this.#spent.cost += cost?.amount ?? 0;
  }

  #progress(): RunProgress {
    return { done: this.#done, resumed: this.#resumed, statuses: { ...this.#statuses } };
  }
}

function isFailure({ status }: Pick<AnswerEntry, 'status'>): boolean {
  return status === 'error' || status === 'timeout';
}
