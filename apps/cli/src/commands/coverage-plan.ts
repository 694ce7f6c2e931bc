import { CovergridError, isReasonToStop, takeSteps } from '@covergrid/core';
import {
  domainsWithoutPlaybook,
  planSteps,
  previewCoverage,
  writeCoverage,
  type CoveragePlan,
  type PlanOptions,
  type PreviewResult,
  type WriteOptions,
} from '@covergrid/orchestrator';
import type { Configuration } from '@covergrid/taxonomy';
import type { PlanFlags } from '../declarations/coverage-commands.ts';
import { selectIds } from '../input/select-ids.ts';
import { coverageSummary } from '../output/coverage-summary.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Session } from '../session.ts';
import { resolveSource } from './resolve-source.ts';
import { showWritten } from './show-written.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage plan` */
export async function coveragePlan(flags: PlanFlags, session: Session): Promise<void> {
  if (flags.shardBy !== 'rank' && flags.shard === undefined) {
    throw new CovergridError('USAGE', '--shard-by needs --shard: without shares there is nothing to divide.');
  }
  const configuration = await resolveSource(flags);
  const plan = await withProgress(flags, session, (running) =>
    takeSteps(planSteps(configuration, planOptions(flags, configuration)), running),
  );
  if (flags.dryRun === true) await dryRun(plan, flags, session);
  else await write(plan, flags, session);
}

function planOptions(flags: PlanFlags, configuration: Configuration): PlanOptions {
  const { taxonomy } = configuration;
  return {
    seed: flags.seed,
    domains: selectIds('domain', flags.domain, idsOf(taxonomy.domains)),
    behaviors: selectIds('behavior', flags.behavior, idsOf(taxonomy.behaviors)),
    listing: flags.keptOnly === true ? 'kept' : flags.list,
    shard: flags.shard && { ...flags.shard, by: flags.shardBy },
    domainsWithoutPlaybook: domainsWithoutPlaybook(configuration, flags.vertical),
  };
}

function idsOf(entries: readonly { readonly id: string }[]): string[] {
  return entries.map(({ id }) => id);
}

async function write(plan: CoveragePlan, flags: PlanFlags, session: Session): Promise<void> {
  const result = await withProgress(flags, session, (running) =>
    writeCoverage(plan, { ...writeOptions(flags), ...running }),
  );
  showWritten(plan.configuration, result, warningsOf(plan, flags), flags, session);
}

function writeOptions(flags: PlanFlags): WriteOptions {
  const { out, resume, overwrite, concurrency } = flags;
  return { out, resume, overwrite, concurrency };
}

/** Shows the plan also where the run itself would be refused, and then fails as it would. */
async function dryRun(plan: CoveragePlan, flags: PlanFlags, session: Session): Promise<void> {
  const preview = withProgress(flags, session, (running) =>
    previewCoverage(plan, { ...writeOptions(flags), ...running }),
  );
  const [outcome] = await Promise.allSettled([preview]);
  const isStopped = outcome.status === 'rejected' && isReasonToStop(outcome.reason);
  if (!isStopped) showPlan(plan, outcome.status === 'fulfilled' ? outcome.value : undefined, flags, session);
  await preview;
}

function showPlan(
  plan: CoveragePlan,
  output: PreviewResult | undefined,
  flags: PlanFlags,
  { screen }: Session,
): void {
  const { json, quiet } = flags;
  const { configuration, lines, manifest } = plan;
  const warnings = warningsOf(plan, flags);
  if (json === true) {
    screen.printJson({ status: 'planned', ...(output && { output }), lines, warnings, manifest });
    return;
  }
  if (quiet === true) return;
  screen.print(coverageSummary(configuration, manifest, screen));
  const what = `The listing would have ${countOf(lines, 'line')}. Nothing is written.`;
  screen.print(
    `\n${[what, ...(output ? previewTexts(output) : [])].map((text) => screen.prose(text)).join('\n')}`,
  );
  for (const warning of warnings) screen.note(screen.paintNote('yellow', screen.noteProse(warning)));
}

function previewTexts({ directory, status, replaced }: PreviewResult): string[] {
  const place = pathText(directory);
  switch (status) {
    case 'unchanged':
      return [`All is there already and unchanged in ${place}.`];
    case 'completed':
      return [`What is missing would be added in ${place}.`];
    case 'resumed':
      return [`An interrupted run would be finished in ${place}.`];
    case 'written':
      return replaced.length === 0 ? [] : [`It would replace in ${place}: ${pathText(replaced.join(', '))}.`];
  }
}

/** What the person who asked should know, though nothing is wrong. */
function warningsOf({ grid, manifest }: CoveragePlan, flags: Pick<PlanFlags, 'list'>): string[] {
  const warnings: string[] = [];
  if (grid.method === 'scan') {
    warnings.push('These rules make no small diagram: the grid was enumerated instead, which is slower.');
  }
  if (manifest.listing === 'none' && flags.list === undefined) {
    warnings.push(
      'No scenario is listed, as the grid has more than a million: ask for them with `--list kept`.',
    );
  }
  return warnings;
}
