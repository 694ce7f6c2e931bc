import { existsSync, readdirSync } from 'node:fs';
import type { CoveragePlan } from '../../src/coverage-plan.ts';
import { writeCoverage, type WriteResult } from '../../src/write-coverage.ts';
import type { WriteOptions } from '../../src/write-options.ts';

/**
 * A run in a process that seems to be out of memory as soon as a listing is being staged, and not before: it is
 * stopped where it leaves something.
 */
export async function writeShortOfMemory(plan: CoveragePlan, options: WriteOptions): Promise<WriteResult> {
  const { out } = options;
  const isListing = (): boolean =>
    existsSync(out) &&
    readdirSync(out, { recursive: true, encoding: 'utf8' }).some((name) =>
      name.endsWith('new-scenarios.jsonl'),
    );
  const { memoryUsage } = process;
  const inTests: () => NodeJS.MemoryUsage = () => memoryUsage();
  process.memoryUsage = Object.assign(inTests, { rss: () => (isListing() ? Number.MAX_SAFE_INTEGER : 0) });
  try {
    return await writeCoverage(plan, { ...options, maxMemoryBytes: 1 });
  } finally {
    process.memoryUsage = memoryUsage;
  }
}
