import type { GenerationPlan, WrittenGeneration } from '@covergrid/orchestrator';
import { coverageSummary } from '../output/coverage-summary.ts';
import { datasetTable } from '../output/dataset-table.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Screen } from '../output/screen.ts';

/** Shows what became of a grid and its datasets: tables, and the paths to open. */
export function showGenerated(
  plan: GenerationPlan,
  { grid, datasets, report }: WrittenGeneration,
  { json, quiet }: { readonly json?: true; readonly quiet?: true },
  screen: Screen,
): void {
  if (json === true) {
    screen.printJson({ coverage: grid, datasets, report, without_playbook: plan.withoutPlaybook });
    return;
  }
  if (quiet === true) {
    for (const { directory } of datasets) screen.print(pathText(directory));
    return;
  }
  screen.print(coverageSummary(plan.coverage.configuration, grid.manifest, screen));
  screen.print(
    `\n${datasetTable(plan.coverage.configuration, datasets, { width: screen.width, paint: screen.paint })}`,
  );
  const written = datasets.filter(({ status }) => status !== 'unchanged').length;
  const isAllThere = written === 0 && grid.status === 'unchanged' && report.status !== 'written';
  screen.print(
    `\n${screen.prose(
      isAllThere
        ? `All is there and unchanged in ${pathText(grid.directory)}: nothing was written.`
        : `Written to ${pathText(grid.directory)}: ${countOf(written, 'dataset')}, every golden proven.`,
    )}`,
  );
  noteGap(plan, screen);
  for (const file of [...report.files.slice(0, 1), ...grid.files, `${grid.directory}/index.json`])
    screen.print(`  ${pathText(file)}`);
}

/** Names the domains that got no conversations. */
export function noteGap({ withoutPlaybook }: GenerationPlan, screen: Screen): void {
  if (withoutPlaybook.length === 0) return;
  screen.note(
    screen.paintNote(
      'yellow',
      screen.noteProse(
        `${countOf(withoutPlaybook.length, 'domain')} without a playbook got no conversations: ${withoutPlaybook.join(', ')}.`,
      ),
    ),
  );
}
