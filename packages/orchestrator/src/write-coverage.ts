import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  CovergridError,
  printable,
  reasonToStop,
  takeSteps,
  type Progress,
  type StopOptions,
} from '@covergrid/core';
import { kindOf, OutputTransaction, resolveInside, writing } from '@covergrid/core/files';
import { journalOf, ScenarioIds, writeListing, type Manifest } from '@covergrid/enumerator';
import { configContents, manifestText, reportSteps } from './coverage-contents.ts';
import type { CoveragePlan } from './coverage-plan.ts';
import { outputNames, type OutputNames } from './output-names.ts';
import {
  compareOutput,
  hashContents,
  readEarlierOutput,
  refuseDifferences,
  type Comparison,
  type EarlierOutput,
} from './output-state.ts';
import type { RunRecord } from './run-record.ts';

/** Options of {@link writeCoverage}. */
export interface WriteOptions extends StopOptions {
  /** Files go to `<out>/<vertical>/`. */
  readonly out: string;
  /** Insist on continuing an interrupted run. Without it one is continued where there is one. */
  readonly resume?: boolean | undefined;
  /** Replace output of ours that differs. */
  readonly overwrite?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** For `run.json` only. Default: the system's clock, milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a run did. */
export interface WriteResult {
  readonly directory: string;
  /** `completed`: what was missing of an otherwise identical output was written. */
  readonly status: 'written' | 'resumed' | 'completed' | 'unchanged';
  readonly manifest: Manifest;
  /** Files worth opening, with their paths. */
  readonly files: readonly string[];
  readonly run?: RunRecord;
}

/**
 * Carries a plan out: all files appear together, the manifest last; a run that is cut off goes on where it was.
 * Identical output is left alone.
 *
 * @throws OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, RESUME_NOTHING,
 *   INTERRUPTED, MEMORY_LIMIT
 */
export async function writeCoverage(plan: CoveragePlan, options: WriteOptions): Promise<WriteResult> {
  const directory = resolveInside(options.out, plan.configuration.taxonomy.id);
  return writing(directory, () => writePlan(directory, plan, options));
}

async function writePlan(directory: string, plan: CoveragePlan, options: WriteOptions): Promise<WriteResult> {
  const shard = plan.manifest.selection?.shard;
  const names = outputNames(shard);
  const contents = configContents(plan.configuration);
  if (shard === undefined) {
    const report = reportSteps(plan.configuration, plan.grid, plan.manifest);
    for (const [name, text] of await takeSteps(report, options)) contents.set(name, text);
  }
  const output: Output = { plan, options, directory, names, contents };
  await refuseOddDirectories([options.out, directory, path.join(directory, names.staging)]);
  const isInterrupted = (await kindOf(path.join(directory, names.staging))) !== 'none';
  if (!isInterrupted) {
    const state = await compare(output);
    if (state.comparison.missing.length === 0 && state.comparison.different.length === 0) {
      return { directory, status: 'unchanged', manifest: state.manifest, files: worthOpening(output) };
    }
    if (options.resume) {
      throw new CovergridError('RESUME_NOTHING', `No interrupted run stands in ${printable(directory)}.`);
    }
    refuseDifferences(directory, state.comparison, options.overwrite ?? false);
  }
  return writeOutput(output);
}

interface Output {
  readonly plan: CoveragePlan;
  readonly options: WriteOptions;
  readonly directory: string;
  readonly names: OutputNames;
  /** Small files by name. */
  readonly contents: ReadonlyMap<string, string>;
}

async function writeOutput(output: Output): Promise<WriteResult> {
  const { plan, options, directory, names, contents } = output;
  const now = options.now ?? Date.now;
  const started = now();
  const transaction = await OutputTransaction.begin({
    directory,
    plan: plan.manifest.plan_sha256,
    staging: names.staging,
  });
  let isDone = false;
  try {
    if (options.resume && !transaction.isContinued) {
      throw new CovergridError(
        'RESUME_NOTHING',
        `The interrupted run in ${printable(directory)} is of another plan.`,
      );
    }
    const { comparison, earlier, manifest: known } = await compare(output);
    if (comparison.missing.length === 0 && comparison.different.length === 0) {
      isDone = true;
      return {
        directory,
        status: transaction.isContinued ? 'resumed' : 'unchanged',
        manifest: known,
        files: worthOpening(output),
      };
    }
    refuseDifferences(directory, comparison, options.overwrite ?? false);
    await transaction.prepare();
    const isListed = plan.manifest.listing !== 'none' && !comparison.same.includes(names.scenarios);
    const listing = isListed ? await stageListing(output, transaction) : undefined;
    const manifest = listing === undefined ? known : { ...plan.manifest, files: [listing.entry] };
    for (const [name, content] of contents) await transaction.stage(name, content);
    await transaction.stage(names.manifest, manifestText(manifest));

    const written = [...contents.keys(), ...(listing ? [names.scenarios] : [])];
    const run: RunRecord = {
      schema: 'covergrid/run@1',
      started_at: new Date(started).toISOString(),
      seconds: (now() - started) / 1000,
      rows: listing?.lines ?? 0,
      bytes: listing?.bytes ?? 0,
      resumed_rows: listing?.resumedLines ?? 0,
      // In kibibytes, whatever the platform.
      peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
      files: [
        ...[...hashContents(contents)].map(([name, sha256]) => ({ path: name, sha256 })),
        ...manifest.files.map(({ path: name, sha256 }) => ({ path: name, sha256 })),
      ],
    };
    await transaction.stage(names.run, `${JSON.stringify(run, null, 2)}\n`);
    // Past this point it takes a moment to be done, and longer to go back.
    const reason = reasonToStop({ signal: options.signal });
    if (reason !== undefined) throw reason;
    await transaction.commit([...written, names.run, names.manifest], staleNames(output, earlier));
    isDone = true;
    const isPartial = comparison.same.length > 0 && comparison.different.length === 0;
    const status = transaction.isContinued
      ? 'resumed'
      : isPartial && !isShard(output)
        ? 'completed'
        : 'written';
    return { directory, status, manifest, files: worthOpening(output), run };
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
}

/** Shards share the copies of the configuration, so finding those there says nothing. */
function isShard({ plan }: Output): boolean {
  return plan.manifest.selection?.shard !== undefined;
}

interface StagedListing {
  readonly entry: Manifest['files'][number];
  readonly lines: number;
  readonly bytes: number;
  readonly resumedLines: number;
}

async function stageListing(output: Output, transaction: OutputTransaction): Promise<StagedListing> {
  const { plan, options, names } = output;
  const { grid, configuration, manifest, ranges, lines } = plan;
  const file = transaction.stagedPath(names.scenarios);
  const written = await writeListing(grid, new ScenarioIds(configuration.taxonomy.id, grid.dimensions), {
    file,
    ruleIds: configuration.exclusions.rules.map(({ id }) => id),
    listing: manifest.listing === 'all' ? 'all' : 'kept',
    ranges,
    signal: options.signal,
    maxMemoryBytes: options.maxMemoryBytes,
    onLines: (done) => options.onProgress?.({ phase: 'scenarios', done, total: lines }),
  });
  await rm(journalOf(file), { force: true });
  return { ...written, entry: { path: names.scenarios, count: written.lines, sha256: written.sha256 } };
}

/** What stands in the directory against what the plan will put there. */
async function compare(
  output: Output,
): Promise<{ comparison: Comparison; earlier: EarlierOutput; manifest: Manifest }> {
  const { plan, directory, names, contents } = output;
  const earlier = await readEarlierOutput(directory, names);
  const isSamePlan = earlier.manifest?.plan_sha256 === plan.manifest.plan_sha256;
  const listed = isSamePlan
    ? earlier.manifest?.files.filter(
        ({ path: name, count }) => name === names.scenarios && count === plan.lines,
      )
    : [];
  const manifest = { ...plan.manifest, files: listed ?? [] };
  const expected = new Map<string, string | undefined>(hashContents(contents));
  if (plan.manifest.listing !== 'none') expected.set(names.scenarios, listed?.[0]?.sha256);
  const isAccounted = plan.manifest.listing === 'none' || manifest.files.length === 1;
  const text = isAccounted ? hashContents(new Map([[names.manifest, manifestText(manifest)]])) : undefined;
  expected.set(names.manifest, text?.get(names.manifest));
  const comparison = await compareOutput(directory, expected, earlier);
  // The record of a run says when it ran; it is never a difference, but a foreign one is in the way.
  await compareOutput(directory, new Map([[names.run, undefined]]), earlier);
  return { comparison, earlier, manifest };
}

/** Files of an earlier run that this plan does not have. */
function staleNames({ contents, names, plan }: Output, { owned }: EarlierOutput): string[] {
  const current = new Set([...contents.keys(), names.manifest, names.run]);
  if (plan.manifest.listing !== 'none') current.add(names.scenarios);
  return [...owned].filter((name) => !current.has(name) && !name.startsWith('config/'));
}

function worthOpening({ directory, names, contents, plan }: Output): string[] {
  return [
    ...(contents.has('report/coverage.html') ? ['report/coverage.html'] : []),
    names.manifest,
    ...(plan.manifest.listing === 'none' ? [] : [names.scenarios]),
  ].map((name) => path.join(directory, name));
}

async function refuseOddDirectories(places: readonly string[]): Promise<void> {
  for (const place of places) {
    const kind = await kindOf(place);
    if (kind === 'link')
      throw new CovergridError('OUTPUT_UNSAFE_PATH', `${printable(place)} is a symbolic link.`);
    if (kind !== 'none' && kind !== 'directory') {
      throw new CovergridError('OUTPUT_FOREIGN', `${printable(place)} is no directory.`, {
        data: { file: place },
      });
    }
  }
}
