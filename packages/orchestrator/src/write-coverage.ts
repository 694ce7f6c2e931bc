import { rm } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, reasonToStop } from '@covergrid/core';
import { kindOf, OutputTransaction, writing } from '@covergrid/core/files';
import { journalOf, writeListing, type Manifest } from '@covergrid/enumerator';
import {
  compareCoverage,
  nothingToResume,
  refuseLoss,
  refuseOddDirectories,
  statusOf,
  type OutputStatus,
} from './compare-coverage.ts';
import { manifestText } from './coverage-contents.ts';
import { currentNames, listingOf, outputOf, worthOpening, type Output } from './coverage-output.ts';
import type { CoveragePlan } from './coverage-plan.ts';
import { staleNames } from './earlier-output.ts';
import { changedNames, refuseDifferences } from './output-state.ts';
import { recordedFiles, recordText, type RunRecord } from './run-record.ts';
import type { WriteOptions } from './write-options.ts';

/** What a run did. */
export interface WriteResult {
  readonly directory: string;
  readonly status: OutputStatus;
  readonly manifest: Manifest;
  /** Files worth opening, with their paths. */
  readonly files: readonly string[];
  readonly run?: RunRecord;
}

/**
 * Carries a plan out: all files appear together, the manifest last; a run that is cut off goes on where it was.
 * Identical output is left alone.
 *
 * @throws OUTPUT_DIFFERS also where an interrupted run of another plan would be lost; OUTPUT_FOREIGN, OUTPUT_BUSY,
 *   OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, INPUT_UNREADABLE, RESUME_NOTHING, INTERRUPTED, MEMORY_LIMIT, and USAGE for a
 *   concurrency that is none
 */
export async function writeCoverage(plan: CoveragePlan, options: WriteOptions): Promise<WriteResult> {
  const { concurrency = 1 } = options;
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new CovergridError('USAGE', 'A concurrency is an integer from 1.');
  }
  const output = await outputOf(plan, options);
  return writing(output.directory, () => writePlan(output));
}

async function writePlan(output: Output): Promise<WriteResult> {
  const { directory, names, options } = output;
  await refuseOddDirectories([options.out, directory, path.join(directory, names.staging)]);
  const isInterrupted = (await kindOf(path.join(directory, names.staging))) !== 'none';
  if (!isInterrupted) {
    const { comparison, manifest } = await compareCoverage(output);
    if (changedNames(comparison).size === 0) {
      return { directory, status: 'unchanged', manifest, files: worthOpening(output) };
    }
    if (options.resume) throw nothingToResume(directory);
    refuseLoss(output, comparison, undefined);
  }
  return writeOutput(output);
}

async function writeOutput(output: Output): Promise<WriteResult> {
  const { plan, options, directory, names, contents } = output;
  const now = options.now ?? Date.now;
  const started = now();
  const { staging, isRival } = names;
  const transaction = await OutputTransaction.begin({
    directory,
    plan: plan.manifest.plan_sha256,
    staging,
    isRival,
  });
  const { isContinued, leftover } = transaction;
  let isDone = false;
  try {
    if (options.resume && !isContinued) throw nothingToResume(directory);
    const { comparison, earlier, manifest: known } = await compareCoverage(output);
    const changed = changedNames(comparison);
    const status = statusOf(output, comparison, isContinued);
    if (changed.size === 0) {
      isDone = leftover === undefined || isContinued;
      return { directory, status, manifest: known, files: worthOpening(output) };
    }
    refuseLoss(output, comparison, leftover);
    await transaction.prepare();
    const isListed = changed.has(names.scenarios);
    const listing = isListed ? await stageListing(output, transaction) : undefined;
    const manifest = listing === undefined ? known : { ...plan.manifest, files: [listing.entry] };
    const text = manifestText(manifest);
    if (text !== manifestText(known) && comparison.same.includes(names.manifest)) {
      // What the manifest said of a listing that was not there has turned out to be wrong.
      refuseDifferences(
        directory,
        { ...comparison, different: [names.manifest] },
        options.overwrite ?? false,
      );
      changed.add(names.manifest);
    }
    const small = [...contents].filter(([name]) => changed.has(name));
    for (const [name, content] of small) await transaction.stage(name, content);
    const run: RunRecord = {
      schema: 'covergrid/run@1',
      started_at: new Date(started).toISOString(),
      seconds: (now() - started) / 1000,
      rows: listing?.lines ?? 0,
      bytes: listing?.bytes ?? 0,
      resumed_rows: listing?.resumedLines ?? 0,
      // In kibibytes, whatever the platform.
      peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
      files: recordedFiles(contents, manifest),
    };
    await transaction.stage(names.run, recordText(run));
    if (changed.has(names.manifest)) await transaction.stage(names.manifest, text);
    const stale = await staleNames(directory, earlier, currentNames(output));
    // Past this point it takes a moment to be done, and longer to go back.
    const reason = reasonToStop({ signal: options.signal });
    if (reason !== undefined) throw reason;
    await transaction.commit(
      [
        ...small.map(([name]) => name),
        ...(isListed ? [names.scenarios] : []),
        names.run,
        ...(changed.has(names.manifest) ? [names.manifest] : []),
      ],
      stale,
    );
    isDone = true;
    return { directory, status, manifest, files: worthOpening(output), run };
  } finally {
    if (isDone) await transaction.finish();
    else await transaction.suspend();
  }
}

interface StagedListing {
  readonly entry: Manifest['files'][number];
  readonly lines: number;
  readonly bytes: number;
  readonly resumedLines: number;
}

async function stageListing(output: Output, transaction: OutputTransaction): Promise<StagedListing> {
  const { names } = output;
  const file = transaction.stagedPath(names.scenarios);
  const written = await writeListing(...listingOf(output, file, 'scenarios'));
  await rm(journalOf(file), { force: true });
  return { ...written, entry: { path: names.scenarios, count: written.lines, sha256: written.sha256 } };
}
