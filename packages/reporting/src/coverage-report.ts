import type { Manifest } from '@covergrid/enumerator';
import type { Exclusions, Taxonomy } from '@covergrid/taxonomy';
import { binsSection } from './bins-table.ts';
import { checkAccount } from './check-account.ts';
import { binsCsv, cellsCsv, rulesCsv } from './csv-files.ts';
import { estimateSection } from './estimate-section.ts';
import type { EstimateOptions } from './estimate.ts';
import { gapsSection } from './gaps-section.ts';
import { gridNames, type GridNames } from './grid-names.ts';
import { heatmapSection } from './heatmap.ts';
import { masthead } from './masthead.ts';
import { page } from './page.ts';
import { playbooksSection } from './playbooks-section.ts';
import { readingSection } from './reading-section.ts';
import { rulesSection } from './rule-breakdown.ts';
import { totalsSection } from './totals-section.ts';
import type { TupleCoverage } from '@covergrid/enumerator';
import { tuplesSection } from './tuples-section.ts';

/** What a coverage report is made from. */
export interface CoverageReportInput {
  /** The account of the grid; its figures are shown as they stand, and checked against each other. */
  manifest: Manifest;
  /** Gives names, labels and the display order. */
  taxonomy: Taxonomy;
  /** Gives what each rule does. */
  exclusions: Exclusions;
  /** t-way coverage, one entry per strength; none says that it was not counted. */
  tuples: readonly TupleCoverage[];
  /** Assumptions of the estimate; each has a default. Without rates no cost is stated. */
  estimate?: EstimateOptions | undefined;
  /** Sentences to show under the verdict. */
  notes?: readonly string[] | undefined;
}

/** One file to write. */
export interface ReportFile {
  /** File name, relative to where the report goes. */
  path: string;
  content: string;
}

/**
 * Renders a coverage report: `coverage.html`, `cells.csv`, `bins.csv` and `rules.csv`, in this order.
 *
 * The HTML is one self-contained page without script or request; all text of the input is escaped. The result
 * depends on the input alone: same input, same bytes. Where the sums of the manifest do not hold, the page says so.
 *
 * @throws USAGE where the estimate's options are out of bounds; see {@link estimateTokens}.
 */
export function renderCoverageReport(input: CoverageReportInput): ReportFile[] {
  const { manifest, exclusions } = input;
  const names = gridNames(input.taxonomy);
  return [
    { path: 'coverage.html', content: coveragePage(input, names) },
    { path: 'cells.csv', content: cellsCsv(manifest, names) },
    { path: 'bins.csv', content: binsCsv(manifest, names) },
    { path: 'rules.csv', content: rulesCsv(manifest, exclusions, names) },
  ];
}

function coveragePage(input: CoverageReportInput, names: GridNames): string {
  const { manifest, taxonomy, exclusions, tuples, estimate = {}, notes = [] } = input;
  const planned = manifest.selection?.totals ?? manifest.totals;
  return page(
    `Coverage report: ${taxonomy.title ?? taxonomy.id}`,
    masthead('Coverage report', manifest, taxonomy, exclusions),
    [
      totalsSection(manifest, names, checkAccount(manifest), notes),
      heatmapSection(manifest, names),
      rulesSection(manifest, exclusions, names),
      binsSection(manifest, names),
      gapsSection(manifest, exclusions, names),
      ...(manifest.conversations ? [playbooksSection(manifest.conversations, names)] : []),
      tuplesSection(tuples, names),
      estimateSection(planned.kept, estimate),
      readingSection(),
    ],
  );
}
