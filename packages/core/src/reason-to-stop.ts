import { CovergridError, isCovergridError } from './covergrid-error.ts';
import { formatCount } from './format-count.ts';

/** What ends long work before it is done. */
export interface StopOptions {
  readonly signal?: AbortSignal | undefined;
  /** Resident memory at which to stop, in bytes. */
  readonly maxMemoryBytes?: number | undefined;
}

/** INTERRUPTED or MEMORY_LIMIT where work has to stop now, else undefined; whoever stops throws it. */
export function reasonToStop({ signal, maxMemoryBytes }: StopOptions): CovergridError | undefined {
  if (signal?.aborted) return new CovergridError('INTERRUPTED', 'Stopped before it was done.');
  if (maxMemoryBytes === undefined) return undefined;
  const used = process.memoryUsage.rss();
  if (used <= maxMemoryBytes) return undefined;
  return new CovergridError(
    'MEMORY_LIMIT',
    `Stopped at ${formatCount(used)} bytes of memory, above the limit of ${formatCount(maxMemoryBytes)}.`,
    { data: { used, limit: maxMemoryBytes } },
  );
}

/** True for what {@link reasonToStop} gives: it says nothing about what the work was on. */
export function isReasonToStop(error: unknown): boolean {
  return isCovergridError(error) && (error.code === 'INTERRUPTED' || error.code === 'MEMORY_LIMIT');
}
