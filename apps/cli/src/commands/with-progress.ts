import { performance } from 'node:perf_hooks';
import type { OnSignal } from '../interruptible.ts';
import { ProgressLine, type Progress } from '../output/progress-line.ts';
import type { Session } from '../session.ts';

/** Runs a step that Ctrl-C may stop, with a progress line on a terminal unless `--quiet` is on. */
export async function withProgress<T>(
  flags: { readonly quiet?: true },
  { screen, interruptible }: Session,
  onSignal: OnSignal,
  work: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine(screen.stderr, () => performance.now());
  const onProgress = flags.quiet === true ? (): void => undefined : line.update;
  try {
    return await interruptible((signal) => work(onProgress, signal), onSignal);
  } finally {
    line.clear();
  }
}
