import { CovergridError, takeSteps } from '@covergrid/core';
import { planSteps, writeCoverage, type CoveragePlan, type PlanOptions } from '@covergrid/orchestrator';
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
  const { maxMemory: maxMemoryBytes, out, resume, overwrite } = flags;
  const [plan, result] = await withProgress(flags, session, 'stop', async (onProgress, signal) => {
    const running = { maxMemoryBytes, signal, onProgress };
    const planned = await takeSteps(planSteps(configuration, planOptions(flags, configuration)), running);
    if (flags.dryRun === true) return [planned, undefined] as const;
    return [planned, await writeCoverage(planned, { out, resume, overwrite, ...running })] as const;
  });
  if (result === undefined) showDryRun(plan, flags, session);
  else showWritten(configuration, result, warningsOf(plan, flags), flags, session);
}

function planOptions(flags: PlanFlags, { taxonomy }: Configuration): PlanOptions {
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
