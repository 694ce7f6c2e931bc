import { setImmediate } from 'node:timers/promises';
import { reasonToStop, type StopOptions } from '@covergrid/core';
import { writePart, type PartFiles, type WrittenPart } from '@covergrid/datasets';
import { CaseRecords, partRange } from './case-records.ts';
import type { GenerationPlan } from './generation-plan.ts';

/** One part that is to be made. */
export interface PartJob {
  /** Place of its dataset in the plan. */
  readonly dataset: number;
  /** Place of the part in its dataset. */
  readonly part: number;
  /** Where it goes; undefined to learn only what it comes to. */
  readonly files: PartFiles | undefined;
}

/** Makes parts of a plan. Whoever makes them, in whatever order, they come out the same. */
export interface PartMaker {
  /** How many parts are worth asking for at the same time. */
  readonly width: number;
  /** True while it would take a part in hand at once that nobody waits for yet. */
  readonly isIdle: boolean;
  /** Once a part could not be made, no other is. */
  make(job: PartJob): Promise<WrittenPart>;
  close(): Promise<void>;
}

/** What a maker heeds and tells. */
export interface MakerOptions extends StopOptions {
  /** Told how many more conversations are made. */
  readonly onRecords?: ((count: number) => void) | undefined;
}

const RECORDS_PER_PAUSE = 64;

/**
 * Makes one part, pausing now and then.
 *
 * @param pause given how many conversations were made since the last pause; what it throws ends the part
 */
export async function makePart(
  plan: GenerationPlan,
  records: CaseRecords,
  { dataset: place, part, files }: PartJob,
  pause: (count: number) => Promise<void> | void,
): Promise<WrittenPart> {
  const dataset = plan.datasets[place]!;
  let count = 0;
  const written = await writePart(files, records.of(dataset, partRange(dataset, plan.partSize, part)), () =>
    ++count % RECORDS_PER_PAUSE === 0 ? Promise.resolve(pause(RECORDS_PER_PAUSE)) : undefined,
  );
  await pause(count % RECORDS_PER_PAUSE);
  return written;
}

/** Makes parts in this thread, one after the other. */
export class InlineParts implements PartMaker {
  readonly width = 1;
  readonly isIdle = false;
  readonly #plan: GenerationPlan;
  readonly #options: MakerOptions;
  #records: CaseRecords | undefined;

  constructor(plan: GenerationPlan, options: MakerOptions = {}) {
    this.#plan = plan;
    this.#options = options;
  }

  async make(job: PartJob): Promise<WrittenPart> {
    this.#records ??= new CaseRecords(this.#plan);
    return makePart(this.#plan, this.#records, job, async (count) => {
      this.#options.onRecords?.(count);
      await setImmediate();
      const reason = reasonToStop(this.#options);
      if (reason !== undefined) throw reason;
    });
  }

  async close(): Promise<void> {}
}
