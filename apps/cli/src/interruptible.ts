import type { Screen } from './output/screen.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** How long a step may take to stop before the process ends all the same. */
const PATIENCE_MS = 1500;
const INTERRUPTED = 130;

/** What a signal does to a step: `stop` lets it leave what resumes, `end` is for one that leaves nothing. */
export type OnSignal = 'stop' | 'end';

/**
 * Runs a step that a signal may end. The first signal aborts the step's own; a second one, or a step that does not
 * stop, ends the process with status 130. Outside of such steps nothing is underway, and signals do what they do
 * to any process.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onSignal: OnSignal,
  screen: Screen,
): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (onSignal === 'end' || controller.signal.aborted) end(screen);
    controller.abort();
    screen.noteOver('Stopping. Once more ends it at once.');
    setTimeout(() => end(screen), PATIENCE_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

function end(screen: Screen): never {
  screen.noteOver('Interrupted.');
  process.exit(INTERRUPTED);
}
