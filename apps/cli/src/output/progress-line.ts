import { formatCount, type Progress } from '@covergrid/core';
import { durationText } from './number-text.ts';
import type { TextStream } from './screen.ts';

const PAUSE_MS = 100;
/** A rate over less than this says nothing. */
const WARM_UP_MS = 1000;

/** One line on a terminal that says how far a step is, how fast it goes and when it ends; nothing in a pipe. */
export class ProgressLine {
  readonly #stream: TextStream;
  readonly #now: () => number;
  #phase = '';
  #phaseStart = 0;
  #doneAtStart = 0;
  #lastShown = Number.NEGATIVE_INFINITY;
  #isShown = false;

  /** `now` counts milliseconds from any point in time. */
  constructor(stream: TextStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  /** Shows the state, at most ten times a second. */
  readonly update = (progress: Progress): void => {
    if (this.#stream.isTTY !== true) return;
    const now = this.#now();
    if (progress.phase !== this.#phase) {
      this.#phase = progress.phase;
      this.#phaseStart = now;
      // A resumed run begins in the middle: only what it did itself counts for the rate.
      this.#doneAtStart = progress.done;
    } else if (now - this.#lastShown < PAUSE_MS) return;
    this.#lastShown = now;
    this.#isShown = true;
    const text = this.#text(progress, now);
    this.#stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1))}`);
  };

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[K');
    this.#isShown = false;
  }

  #text({ phase, done, total }: Progress, now: number): string {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const state = `${phase} ${percent} % (${formatCount(done)} of ${formatCount(total)})`;
    const elapsed = now - this.#phaseStart;
    const rate = elapsed < WARM_UP_MS ? 0 : (done - this.#doneAtStart) / (elapsed / 1000);
    if (rate <= 0) return state;
    return `${state}, ${formatCount(Math.round(rate))}/s, ${durationText(Math.ceil((total - done) / rate))} left`;
  }
}
