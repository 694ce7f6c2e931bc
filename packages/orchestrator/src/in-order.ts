/** Something begun that is finished in its turn, or given up. */
export interface Begun<R> {
  finish(): Promise<R>;
  /** Called where it is not finished; leaves what it has for another run. */
  abandon(): Promise<void>;
}

/**
 * Begins items, ahead of their turn while there is room, and finishes them one after the other; a failure ends all.
 *
 * @param hasRoom true where another item may begin before those begun are finished
 */
export async function inOrder<T, R>(
  items: readonly T[],
  begin: (item: T) => Promise<Begun<R>>,
  hasRoom: () => boolean,
): Promise<R[]> {
  const begun: Begun<R>[] = [];
  const results: R[] = [];
  let next = 0;
  try {
    while (results.length < items.length) {
      while (next < items.length && (begun.length === 0 || hasRoom()))
        begun.push(await begin(items[next++]!));
      results.push(await begun[0]!.finish());
      begun.shift();
    }
    return results;
  } finally {
    // What ended it is worth more than what giving up runs into.
    await Promise.allSettled(begun.map((each) => each.abandon()));
  }
}

/** Runs a task for each item, at most `width` at a time; ends with the first failure. */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let hasFailed = false;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      for (const item of queue) {
        if (hasFailed) return;
        try {
          await task(item);
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      }
    }),
  );
}
