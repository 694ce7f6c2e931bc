import { CONFIG_FILES, configText, tupleCoverage, type Manifest } from '@covergrid/enumerator';
import { renderCoverageReport, type EstimateOptions } from '@covergrid/reporting';
import type { CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { limitVariants } from './limit-variants.ts';

/** Diagrams up to this size have their triples counted too; beyond it that would take longer than the plan. */
const TRIPLES_UP_TO_NODES = 20_000;

/** The copies of the configuration, by name. */
export function configContents({ taxonomy, exclusions }: Configuration): Map<string, string> {
  return new Map([
    [CONFIG_FILES.taxonomy, configText(taxonomy)],
    [CONFIG_FILES.exclusions, configText(exclusions)],
  ]);
}

/** The report, by name under `report/`. It depends on the account, never on the files of the listing. */
export function reportContents(
  configuration: Configuration,
  grid: CompiledGrid,
  manifest: Manifest,
  estimate?: EstimateOptions,
): Map<string, string> {
  const strengths = grid.method === 'diagram' && grid.nodes <= TRIPLES_UP_TO_NODES ? [2, 3] : [2];
  const files = renderCoverageReport({
    manifest: { ...manifest, files: [] },
    ...configuration,
    notes: limitVariants(configuration, grid),
    tuples: strengths.filter((t) => t <= grid.dimensions.length).map((t) => tupleCoverage(grid, t)),
    ...(estimate && { estimate }),
  });
  return new Map(files.map(({ path, content }) => [`report/${path}`, content]));
}

/** A manifest as text. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
