import { existsSync, readdirSync } from 'node:fs';

/**
 * Makes this process seem to be out of memory as soon as a listing is being staged below a directory, and not before:
 * where a run that is stopped for memory is to leave something. Returns how to undo it.
 */
export function shortOfMemoryWhileListing(out: string): () => void {
  const { rss } = process.memoryUsage;
  const isListing = (): boolean =>
    existsSync(out) &&
    readdirSync(out, { recursive: true, encoding: 'utf8' }).some((name) =>
      name.endsWith('new-scenarios.jsonl'),
    );
  process.memoryUsage.rss = () => (isListing() ? Number.MAX_SAFE_INTEGER : 0);
  return () => {
    process.memoryUsage.rss = rss;
  };
}
