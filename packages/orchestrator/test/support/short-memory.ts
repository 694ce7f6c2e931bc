import { existsSync, readdirSync } from 'node:fs';

/**
 * Makes this process seem to be out of memory as soon as a listing is being staged below a directory, and not before:
 * where a run that is stopped for memory is to leave something. Returns how to undo it.
 */
export function shortOfMemoryWhileListing(out: string): () => void {
  const isListing = (): boolean =>
    existsSync(out) &&
    readdirSync(out, { recursive: true, encoding: 'utf8' }).some((name) =>
      name.endsWith('new-scenarios.jsonl'),
    );
  const { memoryUsage } = process;
  const inTests: () => NodeJS.MemoryUsage = () => memoryUsage();
  process.memoryUsage = Object.assign(inTests, { rss: () => (isListing() ? Number.MAX_SAFE_INTEGER : 0) });
  return () => {
    process.memoryUsage = memoryUsage;
  };
}
