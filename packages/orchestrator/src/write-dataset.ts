import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, printable, reasonToStop } from '@covergrid/core';
import { OutputTransaction } from '@covergrid/core/files';
import { CARD, HEADERS, partNames, type DatasetMetadata } from '@covergrid/datasets';
import { compareDataset } from './compare-dataset.ts';
import { DatasetParts } from './dataset-parts.ts';
import { directoryOf, refuseOther, requirePlainPlace, STAGING, type DatasetRun } from './dataset-run.ts';
import { staleNames } from './earlier-output.ts';
import type { PlannedDataset } from './generation-plan.ts';
import { eachOf, type Begun } from './in-order.ts';
import { changedNames, hashContents, refuseDifferences } from './output-state.ts';
import { recordText, type RunRecord } from './run-record.ts';
import { stagePart } from './stage-part.ts';
import { isAsRecorded, readStanding, RUN, type StandingDataset } from './standing-dataset.ts';
import type { SurveyedDataset } from './survey-dataset.ts';

/** What became of one dataset. */
export interface WrittenDataset {
  readonly directory: string;
  /** `completed`: some files were missing, the rest was there and identical. */
  readonly status: 'written' | 'completed' | 'unchanged';
  readonly metadata: DatasetMetadata;
}

/**
 * Begins to write a dataset: locks its directory and has its parts made, but for those that are known, or that an
 * interrupted run has staged. Whole or not at all, it is published when it is finished.
 *
 * @param surveyed what is known of it; undefined for nothing
 * @param isContinued true where an interrupted run of the same plan goes on: what that one has published stays
 * @throws OUTPUT_DIFFERS, OUTPUT_FOREIGN, OUTPUT_BUSY, OUTPUT_FAILED, OUTPUT_UNSAFE_PATH, INPUT_UNREADABLE,
 *   INTERRUPTED, DATASET_CORRUPT, and what making parts throws
 */
export async function writeDataset(
  run: DatasetRun,
  place: number,
  surveyed: SurveyedDataset | undefined,
  isContinued: boolean,
): Promise<Begun<WrittenDataset>> {
  const dataset = run.plan.datasets[place]!;
  const directory = directoryOf(run.root, dataset.group);
  const { parts = new DatasetParts(dataset.parts), unchanged } = surveyed ?? {};
  if (unchanged !== undefined) return done({ directory, status: 'unchanged', metadata: unchanged });
  await requirePlainPlace(run.root, dataset.group);
  const started = clockOf(run);
  const transaction = await OutputTransaction.begin({ directory, plan: dataset.hash, staging: STAGING });
  try {
    const standing = await readStanding(directory);
    if (isContinued && (await isAsRecorded(standing, dataset.hash))) {
      await transaction.finish();
      return done({ directory, status: 'unchanged', metadata: standing.metadata! });
    }
    refuseOther(standing, dataset, run.options.overwrite ?? false);
    refuseLeftover(run, transaction, dataset.hash);
    await transaction.prepare();
    const fresh = new Set(parts.missing);
    const made = stageMissing(run, place, transaction, parts);
    made.catch(() => {});
    let isOver = false;
    return {
      finish: async () => {
        const resumed = await made;
        const job = { transaction, standing, parts, fresh, resumed, started };
        const written = await publish(run, dataset, job);
        isOver = true;
        await transaction.finish();
        return written;
      },
      abandon: async () => {
        await made.catch(() => {});
        if (!isOver) await transaction.suspend();
      },
    };
  } catch (error) {
    await transaction.suspend();
    throw error;
  }
}

function done(written: WrittenDataset): Begun<WrittenDataset> {
  return { finish: async () => written, abandon: async () => {} };
}

/** @throws OUTPUT_DIFFERS where an interrupted run of another plan would be lost that may not be */
function refuseLeftover(
  { options }: DatasetRun,
  { directory, leftover }: OutputTransaction,
  plan: string,
): void {
  if (options.overwrite === true || leftover === undefined || leftover === plan) return;
  throw otherInterrupted(directory);
}

/** The error where an interrupted run of another plan stands in the way. */
export function otherInterrupted(directory: string): CovergridError {
  return new CovergridError(
    'OUTPUT_DIFFERS',
    `${printable(directory)} holds an interrupted run of another plan, which would be thrown away. Nothing was written.`,
    { data: { directory, different: [] } },
  );
}

/** Stages the parts that are missing; gives how many conversations an interrupted run had staged. */
async function stageMissing(
  { maker }: DatasetRun,
  place: number,
  transaction: OutputTransaction,
  parts: DatasetParts,
): Promise<number> {
  let resumed = 0;
  await eachOf(parts.missing, maker.width, async (part) => {
    const names = { ...partNames(part), record: `part-${part}.json` };
    const { written, isResumed } = await stagePart(transaction, maker, { dataset: place, part }, names);
    parts.take(part, written);
    if (isResumed) resumed += written.conversations.count;
  });
  return resumed;
}

interface StagedDataset {
  readonly transaction: OutputTransaction;
  readonly standing: StandingDataset;
  readonly parts: DatasetParts;
  /** Places of the parts that are staged; the others stand where they belong. */
  readonly fresh: ReadonlySet<number>;
  /** Conversations that an interrupted run had staged. */
  readonly resumed: number;
  readonly started: number;
}

async function publish(
  run: DatasetRun,
  dataset: PlannedDataset,
  { transaction, standing, parts, fresh, resumed, started }: StagedDataset,
): Promise<WrittenDataset> {
  const { directory } = transaction;
  const { options } = run;
  const stagedFiles = [...fresh].flatMap((part) => Object.values(partNames(part)) as string[]);
  const staged = new Set(stagedFiles);
  const placeOf = (name: string): string =>
    staged.has(name) ? path.relative(directory, transaction.stagedPath(name)) : name;
  const { metadata, contents, comparison } = await compareDataset(run, dataset, parts, standing, placeOf);
  refuseDifferences(directory, comparison, options.overwrite ?? false);
  const changed = changedNames(comparison);
  if (changed.size === 0) return { directory, status: 'unchanged', metadata };
  const bytes = await sizeOf(stagedFiles.map((name) => transaction.stagedPath(name)));
  for (const [name, text] of contents) if (changed.has(name)) await transaction.stage(name, text);
  const record: RunRecord = {
    schema: 'covergrid/run@1',
    started_at: new Date(started).toISOString(),
    seconds: (clockOf(run) - started) / 1000,
    rows: dataset.conversations,
    bytes,
    resumed_rows: resumed,
    // In kibibytes, whatever the platform.
    peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
    files: [...parts.hashes(), ...hashContents(contents)].map(([name, sha256]) => ({
      path: name,
      sha256: sha256!,
    })),
  };
  await transaction.stage(RUN, recordText(record));
  const current = new Set([...parts.hashes().keys(), ...contents.keys(), RUN]);
  const stale = await staleNames(directory, standing, current);
  // Past this point it takes a moment to be done, and longer to go back.
  const reason = reasonToStop({ signal: options.signal });
  if (reason !== undefined) throw reason;
  const names = [...parts.hashes().keys(), CARD, HEADERS.golden, RUN, HEADERS.dataset];
  await transaction.commit(
    names.filter((name) => name === RUN || changed.has(name)),
    stale,
  );
  const isPartial = comparison.same.length > 0 && comparison.different.length === 0;
  return { directory, status: isPartial ? 'completed' : 'written', metadata };
}

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += (await stat(file)).size;
  return bytes;
}

function clockOf({ options }: DatasetRun): number {
  return (options.now ?? Date.now)();
}
