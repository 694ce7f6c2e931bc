import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasErrno, kindOf } from '@covergrid/core/files';
import type { CompiledGrid, PointFate } from '@covergrid/rules';
import type { Manifest } from './manifest-schema.ts';
import { scenarioChunks, type RowRange } from './scenario-chunks.ts';
import { lineByDefinition } from './scenario-by-definition.ts';
import { ScenarioIds } from './scenario-ids.ts';

/** What is wrong in which line of which file. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** The lines a listing must have, in order. */
export type ExpectedLines = Iterable<string>;

/** Lines from the spelt-out definition. */
export function* linesByDefinition(
  vertical: string,
  fates: readonly PointFate[],
  ranges: readonly RowRange[],
  listing: Manifest['listing'],
): Generator<string> {
  for (const { from, to } of ranges) {
    for (const fate of fates.slice(from, to)) {
      if (listing === 'all' || fate.excludedBy === undefined) yield lineByDefinition(vertical, fate);
    }
  }
}

/** Lines as they would be written today. */
export function* linesByEngine(
  vertical: string,
  grid: CompiledGrid,
  ruleIds: readonly string[],
  ranges: readonly RowRange[],
  listing: 'all' | 'kept',
): Generator<string> {
  const ids = new ScenarioIds(vertical, grid.dimensions);
  for (const range of ranges) {
    for (const { bytes } of scenarioChunks(grid, ids, ruleIds, listing, range)) {
      yield* Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - 1)
        .toString('latin1')
        .split('\n');
    }
  }
}

/** Holds files, in order, against the lines they must have; at most one finding a file. */
export async function verifyListing(
  files: readonly { name: string; path: string; count: number; sha256: string }[],
  expected: ExpectedLines,
  onLine: () => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lines = expected[Symbol.iterator]();
  for (const file of files) {
    const finding = await verifyFile(file, lines, onLine);
    if (finding !== undefined) findings.push(finding);
  }
  if (findings.length === 0 && lines.next().done !== true) {
    const last = files.at(-1);
    findings.push({
      file: last?.name ?? 'manifest.json',
      message: 'The listing ends before its last scenario.',
    });
  }
  return findings;
}

async function verifyFile(
  { name, path, count, sha256 }: { name: string; path: string; count: number; sha256: string },
  expected: Iterator<string>,
  onLine: () => void,
): Promise<Finding | undefined> {
  if ((await kindOf(path)) !== 'file')
    return { file: name, message: 'The file is missing, or no regular file.' };
  const hash = createHash('sha256');
  const stream = createReadStream(path, { highWaterMark: 1 << 18 });
  stream.on('data', (bytes) => hash.update(bytes));
  let line = 0;
  let finding: Finding | undefined;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      onLine();
      const next = line <= count ? expected.next() : undefined;
      if (finding !== undefined) continue;
      if (next === undefined || next.done === true) {
        finding = { file: name, line, message: `A line too many: the manifest counts ${count}.` };
      } else if (next.value !== text) finding = { file: name, line, message: difference(next.value, text) };
    }
  } catch (error) {
    if (hasErrno(error, 'EACCES', 'EIO')) return { file: name, message: 'The file cannot be read.' };
    throw error;
  }
  if (finding !== undefined) return finding;
  if (line < count) return { file: name, line, message: `The file ends after ${line} of ${count} lines.` };
  const actual = hash.digest('hex');
  if (actual !== sha256) {
    return { file: name, message: `Its SHA-256 is ${actual}; the manifest says ${sha256}.` };
  }
  return undefined;
}

function difference(expected: string, actual: string): string {
  const shown = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
  return `Expected ${shown(expected)}, found ${shown(actual)}`;
}
