import { takeSteps } from '@covergrid/core';
import {
  planGeneration,
  planSteps,
  resolveVertical,
  writeCoverage,
  writeDatasets,
  type GenerationPlan,
  type WriteResult,
  type WrittenDataset,
} from '@covergrid/orchestrator';
import type { GenerateFlags } from '../declarations/coverage-commands.ts';
import { selectIds } from '../input/select-ids.ts';
import { coverageSummary } from '../output/coverage-summary.ts';
import { datasetTable } from '../output/dataset-table.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { resolveSource } from './resolve-source.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage generate` */
export async function coverageGenerate(flags: GenerateFlags, session: Session): Promise<void> {
  const configuration = await resolveSource(flags);
  const { taxonomy } = configuration;
  const vertical = await resolveVertical(configuration);
  const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);
  const coverage = await withProgress(flags, session, (running) =>
    takeSteps(planSteps(configuration, { seed: flags.seed }), running),
  );
  const plan = planGeneration(coverage, vertical, {
    domains: selectIds('domain', flags.domain, idsOf(taxonomy.domains)),
    behaviors: selectIds('behavior', flags.behavior, idsOf(taxonomy.behaviors)),
    grouping: flags.combined === true ? 'none' : flags.groupBy,
    variants: flags.variants,
    partSize: flags.partSize,
  });
  if (flags.dryRun === true) {
    showPlan(plan, flags, session.screen);
    return;
  }
  const { out, overwrite, resume, previous } = flags;
  const [grid, datasets] = await withProgress(flags, session, async (running) => {
    const written = await writeCoverage(coverage, { out, overwrite, ...running });
    return [written, await writeDatasets(plan, { out, overwrite, resume, previous, ...running })] as const;
  });
  show(plan, grid, datasets, flags, session.screen);
}

function showPlan(plan: GenerationPlan, { json, quiet }: GenerateFlags, screen: Screen): void {
  const { datasets, withoutPlaybook, coverage } = plan;
  if (json === true) {
    const planned = datasets.map(({ group, scenarios, conversations, parts }) => ({
      dataset_id: group.datasetId,
      path: group.path,
      scenarios,
      conversations,
      parts,
    }));
    screen.printJson({ status: 'planned', datasets: planned, without_playbook: withoutPlaybook });
    return;
  }
  if (quiet === true) return;
  const ofGrid = datasets.filter(({ group }) => group.ofTwins === undefined);
  const twins = datasets.filter(({ group }) => group.ofTwins !== undefined);
  const total = (some: typeof datasets): number =>
    some.reduce((sum, { conversations }) => sum + conversations, 0);
  const ofTwins =
    twins.length === 0 ? '' : `, and ${countOf(total(twins), 'benign twin')} of attacks to one of their own`;
  screen.print(coverageSummary(coverage.configuration, coverage.manifest, screen));
  screen.print(
    `\n${screen.prose(`${countOf(total(ofGrid), 'conversation')} would go to ${countOf(ofGrid.length, 'dataset')}${ofTwins}. Nothing is written.`)}`,
  );
  noteGap(plan, screen);
}

function show(
  plan: GenerationPlan,
  grid: WriteResult,
  datasets: readonly WrittenDataset[],
  { json, quiet }: GenerateFlags,
  screen: Screen,
): void {
  if (json === true) {
    screen.printJson({ coverage: grid, datasets, without_playbook: plan.withoutPlaybook });
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
  const written = datasets.filter(({ status }) => status === 'written').length;
  const isAllThere = written === 0 && grid.status === 'unchanged';
  screen.print(
    `\n${screen.prose(
      isAllThere
        ? `All is there and unchanged in ${pathText(grid.directory)}: nothing was written.`
        : `Written to ${pathText(grid.directory)}: ${countOf(written, 'dataset')}, every golden proven.`,
    )}`,
  );
  noteGap(plan, screen);
  for (const file of [...grid.files, `${grid.directory}/index.json`]) screen.print(`  ${pathText(file)}`);
}

function noteGap({ withoutPlaybook }: GenerationPlan, screen: Screen): void {
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
