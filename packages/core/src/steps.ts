/** How far long work is. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Long work cut into short steps. The work knows no clock, no memory and no signal: whoever takes the steps decides
 * between two of them whether to go on. A step may say how far the work is.
 */
export type Steps<T> = Generator<Progress | undefined, T, void>;

/** Takes all steps at once and returns what the work comes to. */
export function finishSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
