import { formatCount, type Steps } from '@covergrid/core';
import {
  CONFIG_FILES,
  configText,
  countTuples,
  isTupleCoverageCheap,
  tupleCoverageSteps,
  type Manifest,
  type TupleCoverage,
} from '@covergrid/enumerator';
import { renderCoverageReport, type EstimateOptions } from '@covergrid/reporting';
import type { CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { limitVariants } from './limit-variants.ts';

/** The copies of the configuration, by name. */
export function configContents({ taxonomy, exclusions }: Configuration): Map<string, string> {
  return new Map([
    [CONFIG_FILES.taxonomy, configText(taxonomy)],
    [CONFIG_FILES.exclusions, configText(exclusions)],
  ]);
}

/** The report, by name under `report/`. It depends on the account, never on the files of the listing. */
export function* reportSteps(
  configuration: Configuration,
  grid: CompiledGrid,
  manifest: Manifest,
  estimate?: EstimateOptions,
): Steps<Map<string, string>> {
  const strengths = [2, 3].filter((strength) => strength <= grid.dimensions.length);
  const [cheap, costly] = [true, false].map((isCheap) =>
    strengths.filter((strength) => isTupleCoverageCheap(grid, strength) === isCheap),
  );
  const notes = yield* limitVariants(configuration, grid);
  const tuples: TupleCoverage[] = [];
  for (const strength of cheap!) tuples.push(yield* tupleCoverageSteps(grid, strength));
  const files = renderCoverageReport({
    manifest: { ...manifest, files: [] },
    ...configuration,
    notes: [...notes, ...costly!.map((strength) => uncounted(grid, strength))],
    tuples,
    ...(estimate && { estimate }),
  });
  return new Map(files.map(({ path, content }) => [`report/${path}`, content]));
}

function uncounted(grid: CompiledGrid, strength: number): string {
  const { combinations } = countTuples(grid.radices, strength);
  return `Combinations of ${strength} dimensions, ${formatCount(combinations)} in all, were not counted: that would take longer than the plan.`;
}

/** A manifest as text. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
