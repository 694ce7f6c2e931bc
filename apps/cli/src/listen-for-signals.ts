import type { Screen } from './output/screen.ts';

/** How long work may take to stop before the process ends all the same. */
const PATIENCE_MS = 1500;

/**
 * The signal for all that this process does: the first SIGINT or SIGTERM aborts it; a second one, or work that does
 * not stop, ends the process. Before this is called nothing is underway, and signals do what they do to any process.
 */
export function listenForSignals(screen: Screen, end: () => never): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) end();
    controller.abort();
    screen.noteOver('Stopping. Once more ends it at once.');
    setTimeout(end, PATIENCE_MS).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  return controller.signal;
}
