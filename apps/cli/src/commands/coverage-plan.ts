import { CovergridError } from '@covergrid/core';
import { planCoverage, writeCoverage, type CoveragePlan } from '@covergrid/orchestrator';
import type { Configuration } from '@covergrid/taxonomy';
import type { PlanFlags } from '../declarations/coverage-commands.ts';
import { selectIds } from '../input/select-ids.ts';
import { coverageSummary } from '../output/coverage-summary.ts';
import { countOf } from '../output/number-text.ts';
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
  const plan = planCoverage(configuration, planOptions(flags, configuration));
  if (flags.dryRun === true) showDryRun(plan, flags, session);
  else await write(plan, flags, session);
}

function planOptions(flags: PlanFlags, { taxonomy }: Configuration): Parameters<typeof planCoverage>[1] {
  return {
    seed: flags.seed,
    domains: selectIds('domain', flags.domain, idsOf(taxonomy.domains)),
    behaviors: selectIds('behavior', flags.behavior, idsOf(taxonomy.behaviors)),
    listing: flags.keptOnly === true ? 'kept' : flags.list,
    shard: flags.shard && { ...flags.shard, by: flags.shardBy },
  };
}

function idsOf(entries: readonly { readonly id: string }[]): string[] {
  return entries.map(({ id }) => id);
}

async function write(plan: CoveragePlan, flags: PlanFlags, session: Session): Promise<void> {
  const { out, resume, overwrite, maxMemory: maxMemoryBytes } = flags;
  const result = await withProgress(flags, session, 'stop', (onProgress, signal) =>
    writeCoverage(plan, { out, resume, overwrite, maxMemoryBytes, signal, onProgress }),
  );
  showWritten(plan.configuration, result, warningsOf(plan, flags), flags, session);
}

function showDryRun(plan: CoveragePlan, flags: PlanFlags, { screen }: Session): void {
  const { json, quiet } = flags;
  const warnings = warningsOf(plan, flags);
  if (json === true) {
    screen.printJson({ status: 'planned', lines: plan.lines, warnings, manifest: plan.manifest });
    return;
  }
  if (quiet === true) return;
  screen.print(coverageSummary(plan.configuration, plan.manifest, screen));
  screen.print(
    `\n${screen.prose(`The listing would have ${countOf(plan.lines, 'line')}. Nothing is written.`)}`,
  );
  for (const warning of warnings) screen.note(screen.paintNote('yellow', screen.noteProse(warning)));
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
