import path from 'node:path';
import { CovergridError, printable, sha256 } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import { matchListing, type Manifest } from '@covergrid/enumerator';
import { manifestText } from './coverage-contents.ts';
import { listingOf, type Output } from './coverage-output.ts';
import { readEarlierOutput, type EarlierOutput } from './earlier-output.ts';
import {
  changedNames,
  compareOutput,
  hashContents,
  refuseDifferences,
  type Comparison,
} from './output-state.ts';

/** What became, or would become, of a directory. `completed`: what was missing of an otherwise identical output. */
export type OutputStatus = 'written' | 'resumed' | 'completed' | 'unchanged';

/** What stands in a directory against what a plan puts there. */
export interface ComparedOutput {
  readonly comparison: Comparison;
  readonly earlier: EarlierOutput;
  /** The manifest, as far as it is known before the listing is written. */
  readonly manifest: Manifest;
}

/**
 * Compares a directory with what a plan puts there.
 *
 * @throws OUTPUT_FOREIGN, OUTPUT_UNSAFE_PATH, INPUT_UNREADABLE, INTERRUPTED, MEMORY_LIMIT
 */
export async function compareCoverage(output: Output): Promise<ComparedOutput> {
  const { plan, options, directory, names, contents } = output;
  const earlier = await readEarlierOutput(directory, names, options);
  const isListed = plan.manifest.listing !== 'none';
  const matched = isListed ? await matchedEntry(output) : undefined;
  const entry = matched ?? (await promisedEntry(output, earlier));
  const manifest = { ...plan.manifest, files: entry === undefined ? [] : [entry] };
  const expected = new Map<string, string | undefined>(hashContents(contents));
  if (isListed && matched === undefined) expected.set(names.scenarios, undefined);
  const isKnown = !isListed || entry !== undefined;
  expected.set(names.manifest, isKnown ? sha256(manifestText(manifest)) : undefined);
  const { same, missing, different } = await compareOutput(directory, expected, earlier);
  // The record of a run says when it ran; it is never a difference, but a foreign one is in the way.
  const record = await compareOutput(directory, new Map([[names.run, undefined]]), earlier);
  const comparison = {
    same: matched === undefined ? same : [...same, names.scenarios],
    missing: [...missing, ...record.missing],
    different,
  };
  return { comparison, earlier, manifest };
}

type FileEntry = Manifest['files'][number];

/** The entry of the listing, where the one that stands there is what would be written. */
async function matchedEntry(output: Output): Promise<FileEntry | undefined> {
  const { directory, names } = output;
  const file = path.join(directory, names.scenarios);
  const found = await matchListing(...listingOf(output, file, 'comparison'));
  return found && { path: names.scenarios, count: found.lines, sha256: found.sha256 };
}

/** The entry of a listing that is missing, as a manifest of the same plan has it; writing it again shows if it is right. */
async function promisedEntry(
  { plan, directory, names }: Output,
  { manifest }: EarlierOutput,
): Promise<FileEntry | undefined> {
  if (manifest?.plan_sha256 !== plan.manifest.plan_sha256) return undefined;
  if ((await kindOf(path.join(directory, names.scenarios))) !== 'none') return undefined;
  return manifest.files.find((entry) => entry.path === names.scenarios && entry.count === plan.lines);
}

/** @throws OUTPUT_DIFFERS where anything would be lost that may not be replaced */
export function refuseLoss(
  { plan, options, directory }: Output,
  comparison: Comparison,
  leftover: string | undefined,
): void {
  refuseDifferences(directory, comparison, options.overwrite ?? false);
  if (options.overwrite || leftover === undefined || leftover === plan.manifest.plan_sha256) return;
  throw new CovergridError(
    'OUTPUT_DIFFERS',
    `${printable(directory)} holds an interrupted run of another plan, which would be thrown away. Nothing was written.`,
    { data: { directory, different: [] } },
  );
}

/** What becomes of the directory. */
export function statusOf(output: Output, comparison: Comparison, isContinued: boolean): OutputStatus {
  const isSame = changedNames(comparison).size === 0;
  if (isContinued) return 'resumed';
  if (isSame) return 'unchanged';
  const isPartial = comparison.same.length > 0 && comparison.different.length === 0;
  // Shards share the copies of the configuration, so finding those there says nothing.
  const isShard = output.plan.manifest.selection?.shard !== undefined;
  return isPartial && !isShard ? 'completed' : 'written';
}

/** @throws OUTPUT_UNSAFE_PATH for a symbolic link, OUTPUT_FOREIGN for what else is no directory */
export async function refuseOddDirectories(places: readonly string[]): Promise<void> {
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

/** The error where `resume` has nothing to go on with. */
export function nothingToResume(directory: string): CovergridError {
  return new CovergridError(
    'RESUME_NOTHING',
    `No interrupted run of this plan stands in ${printable(directory)}.`,
  );
}
