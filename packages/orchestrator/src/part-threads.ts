import path from 'node:path';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { CovergridError, reasonToStop, type ErrorCode } from '@covergrid/core';
import { hasErrno } from '@covergrid/core/files';
import type { WrittenPart } from '@covergrid/datasets';
import { CaseRecords, partRange } from './case-records.ts';
import type { GenerationPlan } from './generation-plan.ts';
import type { MakerOptions, PartJob, PartMaker } from './part-maker.ts';
import { planSource, type PlanSource } from './plan-source.ts';

/** What a thread says: that it goes on, that a part is there, or that one cannot be. */
export type PartAnswer =
  | { readonly kind: 'made'; readonly count: number }
  | { readonly kind: 'part'; readonly written: WrittenPart }
  | {
      readonly kind: 'error';
      readonly code: ErrorCode;
      readonly message: string;
      readonly data: Readonly<Record<string, unknown>>;
    };

interface Order {
  readonly job: PartJob;
  readonly resolve: (written: WrittenPart) => void;
  readonly reject: (error: unknown) => void;
}

/** This file's own extension: threads run the sources where this is a source, and what is built where it is built. */
const EXTENSION = path.extname(import.meta.url);
const SCRIPT = new URL(`./part-worker${EXTENSION}`, import.meta.url);
const EXEC_ARGV = EXTENSION === '.ts' ? ['--conditions=@covergrid/source'] : [];

/** Makes parts in threads of their own, as many at the same time; a thread starts when there is work for it. */
export class PartThreads implements PartMaker {
  readonly width: number;
  readonly #plan: GenerationPlan;
  readonly #options: MakerOptions;
  readonly #threads: number;
  readonly #limits: ResourceLimits;
  readonly #workers = new Map<Worker, Order | undefined>();
  readonly #waiting: Order[] = [];
  #source: PlanSource | undefined;
  #failure: { readonly error: unknown } | undefined;
  readonly #onAbort = (): void => this.#fail(reasonToStop(this.#options));

  /** @param limits of each thread; default: those of Node */
  constructor(
    plan: GenerationPlan,
    threads: number,
    options: MakerOptions = {},
    limits: ResourceLimits = {},
  ) {
    this.#plan = plan;
    this.#threads = threads;
    this.#options = options;
    this.#limits = limits;
    // One in hand and one that waits, for each thread: none is idle while this thread publishes a dataset.
    this.width = 2 * threads;
    options.signal?.addEventListener('abort', this.#onAbort);
    if (options.signal?.aborted === true) this.#onAbort();
  }

  get isIdle(): boolean {
    const busy = [...this.#workers.values()].filter((order) => order !== undefined).length;
    return this.#failure === undefined && busy + this.#waiting.length < this.width;
  }

  make(job: PartJob): Promise<WrittenPart> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure.error);
      else {
        this.#waiting.push({ job, resolve, reject });
        this.#handOut();
      }
    });
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#fail(new Error('The maker of parts is closed.'));
    await Promise.all([...this.#workers.keys()].map((worker) => worker.terminate()));
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#freeWorker();
      if (worker === undefined) return;
      const order = this.#waiting.shift()!;
      this.#workers.set(worker, order);
      worker.postMessage(order.job, []);
    }
  }

  #freeWorker(): Worker | undefined {
    for (const [worker, order] of this.#workers) if (order === undefined) return worker;
    return this.#workers.size < this.#threads ? this.#start() : undefined;
  }

  #start(): Worker {
    this.#source ??= planSource(this.#plan);
    const worker = new Worker(SCRIPT, {
      workerData: this.#source,
      execArgv: EXEC_ARGV,
      resourceLimits: this.#limits,
    });
    // Conversations of the part in hand that are done.
    let made = 0;
    worker.on('message', (answer: PartAnswer) => {
      const order = this.#workers.get(worker);
      if (order === undefined || this.#failure !== undefined) return;
      if (answer.kind === 'made') {
        made += answer.count;
        this.#options.onRecords?.(answer.count);
        const reason = reasonToStop(this.#options);
        if (reason !== undefined) this.#fail(reason);
        return;
      }
      if (answer.kind === 'error') {
        this.#fail(this.#errorHere(order.job, made) ?? errorOf(answer));
        return;
      }
      made = 0;
      this.#workers.set(worker, undefined);
      order.resolve(answer.written);
      this.#handOut();
    });
    worker.on('error', (error) => this.#fail(deathOf(error)));
    worker.on('exit', (status) => this.#fail(new Error(`A thread that makes parts ended with ${status}.`)));
    this.#workers.set(worker, undefined);
    return worker;
  }

  /** The first failure ends all: what is in hand, what waits, and what is asked for later. */
  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    const orders = [...this.#workers.values(), ...this.#waiting.splice(0)];
    for (const worker of this.#workers.keys()) void worker.terminate();
    for (const order of orders) order?.reject(error);
  }

  /**
   * What a thread could not make fails here as well, and this thread knows the places of the content: undefined where
   * the failure was not one of content.
   */
  #errorHere({ dataset: place, part }: PartJob, made: number): unknown {
    const dataset = this.#plan.datasets[place]!;
    const { from, to } = partRange(dataset, this.#plan.partSize, part);
    try {
      // Threads report every so many conversations: the one that failed is among the next.
      const range = { from: from + made, to: Math.min(to, from + made + MOST_UNREPORTED) };
      for (const _ of new CaseRecords(this.#plan).of(dataset, range));
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

const MOST_UNREPORTED = 64;

function errorOf({ code, message, data }: Extract<PartAnswer, { kind: 'error' }>): CovergridError {
  return new CovergridError(code, message, { data });
}

function deathOf(error: unknown): unknown {
  if (!hasErrno(error, 'ERR_WORKER_OUT_OF_MEMORY')) return error;
  return new CovergridError('MEMORY_LIMIT', 'A thread that makes conversations ran out of memory.', {
    cause: error,
  });
}
