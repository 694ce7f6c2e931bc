import path from 'node:path';
import {
  formatCount,
  isCovergridError,
  productVersion,
  sha256,
  takeSteps,
  type RunningOptions,
} from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import type { Finding, Manifest, Verification } from '@covergrid/enumerator';
import { reportSteps } from './coverage-contents.ts';
import { hashFile } from './hash-file.ts';
import { outputNames } from './output-names.ts';
import { readRunRecord } from './run-record.ts';

/** What was proven of a report, and what was not. */
interface VerifiedReport {
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  readonly unproven: readonly string[];
}

/** How one file compares with what it must be; `why` in words. */
type Verdict =
  | { readonly name: string; readonly is: 'same' }
  | { readonly name: string; readonly is: 'unproven'; readonly why: string }
  | { readonly name: string; readonly is: 'wrong'; readonly why: string };

/**
 * Renders the report of a planned grid again and compares; a report that is missing is none that is wrong.
 *
 * @throws INTERRUPTED, MEMORY_LIMIT
 */
export async function verifyReport(
  directory: string,
  manifest: Manifest,
  { configuration, grid }: NonNullable<Verification['proven']>,
  options: RunningOptions,
): Promise<VerifiedReport> {
  const verdicts: Verdict[] = [];
  const report = await takeSteps(reportSteps(configuration, grid, manifest), options);
  for (const [name, text] of report) {
    verdicts.push(await verdictOn(directory, name, sha256(text), manifest));
  }
  const same = verdicts.filter(({ is }) => is === 'same').length;
  const unproven = Map.groupBy(
    verdicts.filter((verdict) => verdict.is === 'unproven'),
    ({ why }) => why,
  );
  return {
    checks: same === 0 ? [] : [`report: ${formatCount(same)} files rendered again`],
    findings: verdicts
      .filter((verdict) => verdict.is === 'wrong')
      .map(({ name: file, why: message }) => ({ file, message })),
    unproven: [...unproven].map(([why, files]) => `${files.map(({ name }) => name).join(', ')}: ${why}`),
  };
}

async function verdictOn(
  directory: string,
  name: string,
  expected: string,
  { generator }: Manifest,
): Promise<Verdict> {
  const file = path.join(directory, name);
  const kind = await kindOf(file);
  if (kind === 'none') return { name, is: 'unproven', why: 'not there' };
  if (kind !== 'file') return { name, is: 'wrong', why: 'It is no regular file.' };
  try {
    const hash = await hashFile(file);
    if (hash === expected) return { name, is: 'same' };
    if (generator.version !== productVersion()) {
      return { name, is: 'unproven', why: `written by version ${generator.version}` };
    }
    const record = await readRunRecord(path.join(directory, outputNames().run));
    const isRecorded = record?.files.some((entry) => entry.path === name && entry.sha256 === hash) ?? false;
    // The page alone has an estimate; what that was made from is not in the directory.
    return name.endsWith('.html') && isRecorded
      ? { name, is: 'unproven', why: 'has an estimate of its own' }
      : { name, is: 'wrong', why: 'It is not what the manifest and the configuration give.' };
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return { name, is: 'wrong', why: error.message };
  }
}
