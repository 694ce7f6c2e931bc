import { takeSteps } from '@covergrid/core';
import {
  domainsWithoutPlaybook,
  planGeneration,
  planSteps,
  resolveVertical,
  writeGeneration,
  type GenerationPlan,
  writeShard,
  type WrittenShard,
} from '@covergrid/orchestrator';
import type { GenerateFlags } from '../declarations/coverage-commands.ts';
import { selectIds } from '../input/select-ids.ts';
import { coverageSummary } from '../output/coverage-summary.ts';
import { countOf } from '../output/number-text.ts';
import { pathText } from '../output/path-text.ts';
import type { Screen } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { resolveSource } from './resolve-source.ts';
import { noteGap, showGenerated } from './show-generated.ts';
import { withProgress } from './with-progress.ts';

/** `covergrid coverage generate` */
export async function coverageGenerate(flags: GenerateFlags, session: Session): Promise<void> {
  const configuration = await resolveSource(flags);
  const { taxonomy } = configuration;
  const vertical = await resolveVertical(configuration, flags.vertical);
  const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);
  const coverage = await withProgress(flags, session, (running) =>
    takeSteps(
      planSteps(configuration, {
        seed: flags.seed,
        domainsWithoutPlaybook: domainsWithoutPlaybook(configuration, flags.vertical),
      }),
      running,
    ),
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
  const { out, overwrite, resume, previous, concurrency, shard } = flags;
  if (shard !== undefined) {
    const written = await withProgress(flags, session, (running) =>
      writeShard(plan, shard, { out, overwrite, resume, concurrency, ...running }),
    );
    showShard(written, flags, session.screen);
    return;
  }
  const written = await withProgress(flags, session, (running) =>
    writeGeneration(plan, { out, overwrite, resume, previous, concurrency, ...running }),
  );
  showGenerated(plan, written, flags, session.screen);
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

function showShard(written: WrittenShard, { json, quiet }: GenerateFlags, screen: Screen): void {
  const { directory, status, parts, conversations } = written;
  if (json === true) {
    screen.printJson(written);
    return;
  }
  const what = `${countOf(conversations, 'conversation')} in ${countOf(parts, 'part')}`;
  if (quiet !== true) {
    screen.print(
      screen.prose(
        status === 'unchanged'
          ? `The shard is there and unchanged, ${what}: nothing was written.`
          : `Written ${what}, every golden proven; merge the shards when all are there:`,
      ),
    );
  }
  screen.print((quiet === true ? '' : '  ') + pathText(directory));
}
