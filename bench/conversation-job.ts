import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyDataset } from '@covergrid/datasets';
import { ScenarioQueries } from '@covergrid/enumerator';
import {
  planCoverage,
  planGeneration,
  resolveConfiguration,
  resolveVertical,
  writeDatasets,
  type GenerationOptions,
  type GenerationPlan,
} from '@covergrid/orchestrator';

/** Plans conversations for every kept scenario of the built-in vertical that has a playbook. */
export async function generation(seed: number, options: GenerationOptions): Promise<GenerationPlan> {
  const configuration = await resolveConfiguration({ vertical: 'commerce' });
  const coverage = planCoverage(configuration, { seed });
  return planGeneration(coverage, await resolveVertical(configuration), options);
}

/** Writes the datasets of a plan as `coverage generate` does. */
export async function generate(plan: GenerationPlan, out: string): Promise<void> {
  // One core: threads have a row of their own.
  await writeDatasets(plan, { out, concurrency: 1 });
}

/** Where the one dataset of a plan without grouping stands. */
export function datasetIn({ vertical, datasets }: GenerationPlan, out: string): string {
  return path.join(out, vertical.id, datasets[0]!.group.path);
}

/** Verifies the one dataset of a plan without grouping as `coverage verify` does; a finding is an error. */
export async function verify(plan: GenerationPlan, out: string): Promise<void> {
  const { coverage, vertical, variants } = plan;
  const { configuration, grid, manifest } = coverage;
  const queries = new ScenarioQueries(configuration, grid);
  const scenarios = () => queries.list({ domains: [...vertical.playbooks.keys()], status: 'kept' });
  const metadata = { seed: manifest.seed, variants };
  for await (const finding of verifyDataset(datasetIn(plan, out), { vertical, scenarios, metadata })) {
    if (finding.severity === 'error') throw new Error(`${finding.file}:${finding.line} ${finding.message}`);
  }
}

/** Hands a new directory to some work and removes it afterwards. */
export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), 'covergrid-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
