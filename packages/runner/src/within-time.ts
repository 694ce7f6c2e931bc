/**
 * Awaits work, but no longer than until the time is over or `signal` is aborted: the work is then told to stop, and
 * whether it does is no longer waited for.
 *
 * @param timedOut what is thrown when the time is over
 */
export async function withinTime<T>(
  timeoutMs: number,
  signal: AbortSignal,
  timedOut: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const stopped = Promise.withResolvers<never>();
  const giveUp = (reason: unknown): void => {
    stopped.reject(reason);
    stop.abort(reason);
  };
  const interrupt = (): void => giveUp(signal.reason);
  const timer = setTimeout(() => giveUp(timedOut()), timeoutMs);
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await Promise.race([work(stop.signal), stopped.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
  }
}
