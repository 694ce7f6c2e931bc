import { Argument, Option, type Command } from 'commander';
import { parseConcurrency } from '../input/parse-concurrency.ts';
import { GROUPINGS, type Grouping } from '../input/groupings.ts';
import { parseInteger } from '../input/parse-integer.ts';
import { parsePath } from '../input/parse-path.ts';
import { parseShard, type ShardNumber } from '../input/parse-shard.ts';
import { parseTurns } from '../input/parse-turns.ts';
import type { Session } from '../session.ts';
import {
  addSelectionOptions,
  addSourceOptions,
  jsonOption,
  maxMemoryOption,
  quietOption,
  seedOption,
  verticalOption,
  type SourceFlags,
} from './source-options.ts';

/** Options of `coverage plan`. */
export interface PlanFlags extends SourceFlags {
  readonly domain?: readonly string[];
  readonly behavior?: readonly string[];
  readonly seed: number;
  readonly out: string;
  readonly list?: 'all' | 'kept' | 'none';
  readonly keptOnly?: true;
  readonly shard?: ShardNumber;
  readonly shardBy: 'rank' | 'domain' | 'behavior';
  readonly resume?: true;
  readonly overwrite?: true;
  readonly maxMemory?: number;
  readonly concurrency?: number;
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `coverage generate`. */
export interface GenerateFlags extends SourceFlags {
  readonly domain?: readonly string[];
  readonly behavior?: readonly string[];
  readonly seed: number;
  readonly out: string;
  readonly groupBy?: Grouping;
  readonly combined?: true;
  readonly variants: number;
  readonly partSize: number;
  readonly previous?: string;
  readonly shard?: ShardNumber;
  readonly resume?: true;
  readonly overwrite?: true;
  readonly maxMemory?: number;
  readonly concurrency?: number;
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `coverage merge`. */
export interface MergeFlags {
  readonly vertical?: string;
  readonly previous?: string;
  readonly overwrite?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `coverage verify`. */
export interface VerifyFlags {
  readonly vertical?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `coverage report`. */
export interface ReportFlags {
  readonly averageTurns?: number;
  readonly rates?: string;
  readonly out?: string;
  readonly overwrite?: true;
  readonly maxMemory?: number;
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `coverage explain`. */
export interface ExplainFlags extends SourceFlags {
  readonly seed: number;
  readonly from?: string;
  readonly json?: true;
}

/** Adds `coverage` with its commands. */
export function addCoverageCommands(program: Command, session: Session): void {
  const coverage = program
    .command('coverage')
    .summary('plan, generate, merge, verify, report and explain')
    .description('Account for every scenario of a grid: kept, or excluded by a named rule.');
  addPlan(coverage, session);
  addGenerate(coverage, session);
  addMerge(coverage, session);
  addVerify(coverage, session);
  addReport(coverage, session);
  addExplain(coverage, session);
}

function addPlan(coverage: Command, session: Session): void {
  addSelectionOptions(addSourceOptions(coverage.command('plan')), 'list')
    .summary('count the grid, list its scenarios, write the manifest')
    .description(
      'Counts what a configuration keeps and excludes, lists the scenarios, and writes the manifest and a report. ' +
        'A second run over the same output changes nothing.',
    )
    .addOption(
      new Option('--list <which>', 'scenarios to list (default: all, or none above a million)').choices([
        'all',
        'kept',
        'none',
      ]),
    )
    .addOption(new Option('--kept-only', 'the same as --list kept').conflicts('list'))
    .addOption(shardOption('list share k of n alone, n up to 100,000; see merge'))
    .addOption(
      new Option('--shard-by <what>', 'what the shares divide')
        .choices(['rank', 'domain', 'behavior'])
        .default('rank'),
    )
    .addOption(new Option('--resume', 'go on with an interrupted run').conflicts('overwrite'))
    .option('--overwrite', 'replace other output of Covergrid')
    .addOption(maxMemoryOption())
    .addOption(concurrencyOption('threads at most, 1 to 256 (default: one per processor)'))
    .option('--dry-run', 'show the plan and write nothing')
    .addOption(jsonOption())
    .addOption(quietOption('print the paths of the files alone'))
    .addHelpText(
      'after',
      `
Examples:
  covergrid coverage plan
  covergrid coverage plan --domain 'c*' --behavior adversarial --kept-only
  covergrid coverage plan --taxonomy taxonomy.yaml --exclusions exclusions.yaml
  covergrid coverage plan --shard 1/4`,
    )
    .action(async (flags: PlanFlags) => {
      const { coveragePlan } = await import('../commands/coverage-plan.ts');
      await coveragePlan(flags, session);
    });
}

function shardOption(description: string): Option {
  return new Option('--shard <k/n>', description).argParser(parseShard);
}

function previousOption(standing: string): Option {
  return new Option(
    '--previous <directory>',
    `the vertical whose versions these go on from (default: what stands in ${standing})`,
  ).argParser(parsePath);
}

function concurrencyOption(description: string): Option {
  return new Option('--concurrency <n>', description).argParser(parseConcurrency);
}

function addGenerate(coverage: Command, session: Session): void {
  addSelectionOptions(addSourceOptions(coverage.command('generate')), 'write')
    .summary('write conversations with goldens for what is kept')
    .description(
      'Plans the grid, then writes a conversation with its golden for every kept scenario of the domains that have ' +
        'a playbook, in datasets, each golden proven as it is made, and a report on them; the benign twins of attacks, ' +
        'where the same words are true, go to a dataset of their own. A second run over the same output changes nothing.',
    )
    .addOption(
      new Option('--group-by <what>', 'one dataset for each (default: "domain,behavior")').choices([
        ...GROUPINGS,
      ]),
    )
    .addOption(new Option('--combined', 'the same as --group-by none').conflicts('groupBy'))
    .addOption(
      new Option('--variants <n>', 'conversations for each scenario, 1 to 1,000')
        .argParser(parseInteger)
        .default(1),
    )
    .addOption(
      new Option('--part-size <n>', 'conversations in each file, 1 to 100,000')
        .argParser(parseInteger)
        .default(1000),
    )
    .addOption(previousOption('--out'))
    .addOption(
      shardOption('write share k of n of the files alone, n up to 100,000; see merge').conflicts('previous'),
    )
    .addOption(new Option('--resume', 'go on with an interrupted run').conflicts('overwrite'))
    .option('--overwrite', 'replace other output of Covergrid')
    .addOption(maxMemoryOption())
    .addOption(
      concurrencyOption('threads at most, 1 to 256 (default: one per processor, fewer for small runs)'),
    )
    .option('--dry-run', 'show what would be written and write nothing')
    .addOption(jsonOption())
    .addOption(quietOption('print the paths of the datasets alone'))
    .addHelpText(
      'after',
      `
Examples:
  covergrid coverage generate
  covergrid coverage generate --domain 'returns*' --behavior adversarial
  covergrid coverage generate --combined --variants 4 --out big
  covergrid coverage generate --variants 20 --shard 1/4
  covergrid coverage generate --vertical my-vertical`,
    )
    .action(async (flags: GenerateFlags) => {
      const { coverageGenerate } = await import('../commands/coverage-generate.ts');
      await coverageGenerate(flags, session);
    });
}

function addMerge(coverage: Command, session: Session): void {
  coverage
    .command('merge')
    .summary('join the shards of a plan, or of datasets')
    .description(
      'Joins the shards that `coverage plan --shard` wrote under one manifest and report; their listings stay as they ' +
        'are. Of the shards that `coverage generate --shard` wrote it makes what an undivided run writes; they can go then.',
    )
    .addArgument(
      new Argument('<directory>', 'a directory of shards, or one of several such').argParser(parsePath),
    )
    .addOption(verticalOption('what conversations were made from, unless it is built in'))
    .addOption(previousOption('the directory'))
    .option('--overwrite', 'replace other output of Covergrid')
    .addOption(jsonOption())
    .addOption(quietOption('print the paths of the files alone'))
    .action(async (directory: string, flags: MergeFlags) => {
      const { coverageMerge } = await import('../commands/coverage-merge.ts');
      await coverageMerge(directory, flags, session);
    });
}

function addVerify(coverage: Command, session: Session): void {
  coverage
    .command('verify')
    .summary('prove a planned directory from its own configuration')
    .description(
      'Derives everything again from the configuration in the directory and compares, the reports too. Exits with 1 on any finding.',
    )
    .addArgument(new Argument('<directory>', 'one dataset, or a directory of several').argParser(parsePath))
    .addOption(verticalOption('what conversations were made from, unless it is built in'))
    .addOption(jsonOption())
    .addOption(quietOption('print findings alone'))
    .action(async (directory: string, flags: VerifyFlags) => {
      const { coverageVerify } = await import('../commands/coverage-verify.ts');
      await coverageVerify(directory, flags, session);
    });
}

function addReport(coverage: Command, session: Session): void {
  coverage
    .command('report')
    .summary('write the HTML report and the tables of a planned directory')
    .description(
      'Writes one self-contained HTML file and CSV tables, with an estimate of tokens and cost where asked; and the report on conversations again, with the cost of their measured lengths, where there is one.',
    )
    .addArgument(new Argument('<directory>', 'one dataset, or a directory of several').argParser(parsePath))
    .addOption(
      new Option(
        '--average-turns <number>',
        'turns per conversation, 1 to 1,000, for the estimate',
      ).argParser(parseTurns),
    )
    .option('--rates <file>', 'prices of models, YAML or JSON, for the estimate', parsePath)
    .option('--out <directory>', 'where the report goes (default: into the dataset)', parsePath)
    .option('--overwrite', 'replace other output of Covergrid')
    .addOption(maxMemoryOption())
    .addOption(jsonOption())
    .addOption(quietOption('print the paths of the files alone'))
    .action(async (directory: string, flags: ReportFlags) => {
      const { coverageReport } = await import('../commands/coverage-report.ts');
      await coverageReport(directory, flags, session);
    });
}

function addExplain(coverage: Command, session: Session): void {
  addSourceOptions(coverage.command('explain'))
    .summary('say why a scenario is kept or excluded')
    .description('Says why one scenario is kept or excluded, and which other rules match it.')
    .addArgument(
      new Argument('<scenario...>', 'a scenario id, or domain=…, behavior=… and a bin for every axis'),
    )
    .addOption(seedOption())
    .addOption(
      new Option('--from <directory>', 'use the configuration and seed of a planned directory')
        .argParser(parsePath)
        .conflicts(['vertical', 'taxonomy', 'exclusions', 'seed']),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Example:
  covergrid coverage explain domain=cart-management behavior=happy-path \\
    price_sensitivity=low brand_bias=soft availability=in-stock \\
    policy_boundary=within-policy`,
    )
    .action(async (scenario: string[], flags: ExplainFlags) => {
      const { coverageExplain } = await import('../commands/coverage-explain.ts');
      await coverageExplain(scenario, flags, session);
    });
}
