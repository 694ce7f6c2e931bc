import { performance } from 'node:perf_hooks';
import type { RunningOptions } from '@covergrid/core';
import { ProgressLine } from '../output/progress-line.ts';
import type { Session } from '../session.ts';

/** Runs long work within the limits that were set, with a progress line on a terminal unless `--quiet` is on. */
export async function withProgress<T>(
  { quiet, maxMemory: maxMemoryBytes }: { readonly quiet?: true; readonly maxMemory?: number },
  { screen, signal }: Session,
  work: (running: RunningOptions) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine(screen.stderr, () => performance.now());
  const onProgress = quiet === true ? undefined : line.update;
  try {
    return await work({ signal, maxMemoryBytes, onProgress });
  } finally {
    line.clear();
  }
}
