import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { reasonToStop, type StopOptions } from './reason-to-stop.ts';
import type { Progress, Steps } from './steps.ts';

/** What may end long work, and who is told how far it is. */
export interface RunningOptions extends StopOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How long events wait at most, but for the length of one step. */
const SLICE_MS = 50;

/**
 * Takes steps, letting events such as signals in every 50 ms, and stops between two of them where it has to.
 *
 * @throws INTERRUPTED, MEMORY_LIMIT, and what the work throws
 */
export async function takeSteps<T>(steps: Steps<T>, options: RunningOptions = {}): Promise<T> {
  let pause = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    const isDone = step.done === true;
    if (isDone || performance.now() >= pause) {
      if (!isDone && step.value !== undefined) options.onProgress?.(step.value);
      await nextTurn();
      // What is done needs no more memory.
      const reason = reasonToStop(isDone ? { signal: options.signal } : options);
      if (reason !== undefined) throw reason;
      pause = performance.now() + SLICE_MS;
    }
    if (step.done === true) return step.value;
  }
}
