import path from 'node:path';
import { formatCount, isCovergridError, productVersion, sha256 } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import type { Finding, Manifest, Verification } from '@covergrid/enumerator';
import { reportContents } from './coverage-contents.ts';
import { hashFile } from './hash-file.ts';
import { outputNames } from './output-names.ts';
import { readRunRecord, type RunRecord } from './run-record.ts';

/** What was proven of a report, and what was not. */
interface VerifiedReport {
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  readonly unproven: readonly string[];
}

/** Renders the report of a planned grid again and compares; a report that is missing is none that is wrong. */
export async function verifyReport(
  directory: string,
  manifest: Manifest,
  { configuration, grid }: NonNullable<Verification['proven']>,
): Promise<VerifiedReport> {
  const files = reportContents(configuration, grid, manifest);
  const states = new Map<string, string[]>();
  for (const [name, text] of files) {
    const state = await stateOf(directory, name, sha256(text), manifest);
    states.set(state, [...(states.get(state) ?? []), name]);
  }
  const { same = [], missing = [], estimated = [], older = [], ...wrong } = Object.fromEntries(states);
  const unproven = [
    ...(missing.length > 0 ? [`${missing.join(', ')}: not there`] : []),
    ...(estimated.length > 0 ? [`${estimated.join(', ')}: has an estimate of its own`] : []),
    ...(older.length > 0 ? [`${older.join(', ')}: written by version ${manifest.generator.version}`] : []),
  ];
  const findings = Object.entries(wrong).flatMap(([message, names]) =>
    names.map((file) => ({ file, message })),
  );
  const checks = same.length > 0 ? [`report: ${formatCount(same.length)} files rendered again`] : [];
  return { checks, findings, unproven };
}

/** `same`, `missing`, `estimated`, `older`, or what is wrong in a sentence. */
async function stateOf(
  directory: string,
  name: string,
  expected: string,
  manifest: Manifest,
): Promise<string> {
  const file = path.join(directory, name);
  const kind = await kindOf(file);
  if (kind === 'none') return 'missing';
  if (kind !== 'file') return 'It is no regular file.';
  try {
    const hash = await hashFile(file);
    if (hash === expected) return 'same';
    if (manifest.generator.version !== productVersion()) return 'older';
    // The page alone has an estimate; what it was made from is not in the directory.
    const isRecorded = (await recordOf(directory))?.files.some(
      (entry) => entry.path === name && entry.sha256 === hash,
    );
    if (name.endsWith('.html') && isRecorded === true) return 'estimated';
    return 'It is not what the manifest and the configuration give.';
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return error.message;
  }
}

async function recordOf(directory: string): Promise<RunRecord | undefined> {
  return readRunRecord(path.join(directory, outputNames().run));
}
