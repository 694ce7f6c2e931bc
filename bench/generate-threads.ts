import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import {
  planCoverage,
  planGeneration,
  resolveConfiguration,
  resolveVertical,
  writeDatasets,
} from '@covergrid/orchestrator';
import type { Figure, Scale } from './figure.ts';
import { timedAsync } from './timing.ts';

/** Writing conversations in two threads against one; both must leave the same bytes. */
export async function measureGenerateThreads({ isCi }: Scale): Promise<Figure[]> {
  const configuration = await resolveConfiguration({ vertical: 'commerce' });
  const variants = isCi ? 4 : 20;
  const plan = planGeneration(planCoverage(configuration), await resolveVertical(configuration), {
    variants,
  });
  const best: Record<number, number> = { 1: Infinity, 2: Infinity };
  const hashes = new Set<string>();
  for (let round = 0; round < (isCi ? 1 : 3); round++) {
    for (const concurrency of [1, 2]) {
      const out = mkdtempSync(path.join(tmpdir(), 'covergrid-bench-'));
      try {
        const ms = await timedAsync(() => writeDatasets(plan, { out, concurrency }));
        best[concurrency] = Math.min(best[concurrency]!, ms);
        hashes.add(hashOf(out));
      } finally {
        rmSync(out, { recursive: true });
      }
    }
  }
  if (hashes.size !== 1) throw new Error('Two threads write other bytes than one.');
  const [one, two] = [best[1]!, best[2]!];
  const conversations = plan.datasets.reduce((sum, dataset) => sum + dataset.conversations, 0);
  return [
    {
      name: `write ${conversations} conversations, two threads to one`,
      worst: one / two,
      unit: '×',
      // What others leave of a second core decides: only the bytes are insisted on.
      ...(availableParallelism() > 1 && { target: { least: 1.7 } }),
      detail: `${(one / 1000).toFixed(1)} s in one, ${(two / 1000).toFixed(1)} s in two`,
    },
  ];
}

/** Of all files but the records of when a run was. */
function hashOf(directory: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (path.extname(name) === '' || path.basename(name) === 'run.json') continue;
    hash.update(`${name}\n`).update(readFileSync(path.join(directory, name)));
  }
  return hash.digest('hex');
}
