import path from 'node:path';
import { takeSteps } from '@covergrid/core';
import { resolveInside } from '@covergrid/core/files';
import { ScenarioIds, type ListingTarget } from '@covergrid/enumerator';
import type { CompiledGrid } from '@covergrid/rules';
import { configContents, reportSteps } from './coverage-contents.ts';
import type { CoveragePlan } from './coverage-plan.ts';
import { outputNames, type OutputNames } from './output-names.ts';
import type { WriteOptions } from './write-options.ts';

/** What a plan puts where. */
export interface Output {
  readonly plan: CoveragePlan;
  readonly options: WriteOptions;
  readonly directory: string;
  readonly names: OutputNames;
  /** Small files by name. */
  readonly contents: ReadonlyMap<string, string>;
}

/**
 * The output of a plan.
 *
 * @throws INTERRUPTED, MEMORY_LIMIT
 */
export async function outputOf(plan: CoveragePlan, options: WriteOptions): Promise<Output> {
  const directory = resolveInside(options.out, plan.configuration.taxonomy.id);
  const shard = plan.manifest.selection?.shard;
  const contents = configContents(plan.configuration);
  if (shard === undefined) {
    const report = reportSteps(plan.configuration, plan.grid, plan.manifest);
    for (const [name, text] of await takeSteps(report, options)) contents.set(name, text);
  }
  return { plan, options, directory, names: outputNames(shard), contents };
}

/** The listing of a plan in a file: what `writeListing` and `matchListing` take. */
export function listingOf(
  { plan, options }: Output,
  file: string,
  phase: string,
): [CompiledGrid, ScenarioIds, ListingTarget] {
  const { configuration, grid, manifest, ranges, lines } = plan;
  const target = {
    file,
    ruleIds: configuration.exclusions.rules.map(({ id }) => id),
    listing: manifest.listing === 'all' ? 'all' : 'kept',
    ranges,
    signal: options.signal,
    maxMemoryBytes: options.maxMemoryBytes,
    concurrency: options.concurrency,
    onLines: (done: number) => options.onProgress?.({ phase, done, total: lines }),
  } as const;
  return [grid, new ScenarioIds(configuration.taxonomy.id, grid.dimensions), target];
}

/** Every file of the output. */
export function currentNames({ contents, names, plan }: Output): Set<string> {
  const current = new Set([...contents.keys(), names.manifest, names.run]);
  if (plan.manifest.listing !== 'none') current.add(names.scenarios);
  return current;
}

/** Paths of the files that a person wants. */
export function worthOpening({ directory, names, contents, plan }: Output): string[] {
  return [
    ...(contents.has('report/coverage.html') ? ['report/coverage.html'] : []),
    names.manifest,
    ...(plan.manifest.listing === 'none' ? [] : [names.scenarios]),
  ].map((name) => path.join(directory, name));
}
