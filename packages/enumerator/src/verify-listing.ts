import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { printable, takeSteps, type Steps, type StopOptions } from '@covergrid/core';
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
  files: readonly ListedFile[],
  expected: ExpectedLines,
  onLine: () => void,
  stop: StopOptions,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lines = expected[Symbol.iterator]();
  for (const file of files) {
    const share = take(lines, file.count);
    const finding = await verifyFile(file, share, onLine);
    if (finding !== undefined) findings.push(finding);
    // What a short file lacks must not be asked of the next.
    if (file !== files.at(-1)) await takeSteps(passOver(share), stop);
  }
  if (findings.length === 0 && lines.next().done !== true) {
    findings.push({
      file: files.at(-1)?.name ?? 'manifest.json',
      message: 'The listing ends before its last scenario.',
    });
  }
  return findings;
}

interface ListedFile {
  readonly name: string;
  readonly path: string;
  readonly count: number;
  readonly sha256: string;
}

/** The next lines of an iterator, which stays open for whoever takes the ones after. */
function* take(lines: Iterator<string>, count: number): Generator<string, void> {
  for (let i = 0; i < count; i++) {
    const next = lines.next();
    if (next.done === true) return;
    yield next.value;
  }
}

function* passOver(lines: Iterator<string, void>): Steps<void> {
  while (lines.next().done !== true) yield;
}

async function verifyFile(
  { name, path, count, sha256 }: ListedFile,
  expected: Iterator<string, void>,
  onLine: () => void,
): Promise<Finding | undefined> {
  if ((await kindOf(path)) !== 'file')
    return { file: name, message: 'The file is missing, or no regular file.' };
  const hash = createHash('sha256');
  let line = 0;
  try {
    for await (const texts of exactLines(path, hash)) {
      for (const text of texts) {
        line++;
        onLine();
        const next = expected.next();
        if (next.done === true) {
          return { file: name, line, message: `A line too many: the manifest counts ${count}.` };
        }
        if (`${next.value}\n` !== text) return { file: name, line, message: difference(next.value, text) };
      }
    }
  } catch (error) {
    if (hasErrno(error, 'EACCES', 'EPERM', 'EIO')) return { file: name, message: 'The file cannot be read.' };
    throw error;
  }
  if (line < count) return { file: name, line, message: `The file ends after ${line} of ${count} lines.` };
  const actual = hash.digest('hex');
  if (actual !== sha256) {
    return { file: name, message: `Its SHA-256 is ${actual}; the manifest says ${sha256}.` };
  }
  return undefined;
}

/** A line without end cannot fill the memory. */
const LONGEST_LINE = 1 << 20;

/** Lines with their line feeds, byte by byte: a carriage return or a missing line feed at the end shows. */
async function* exactLines(path: string, hash: Hash): AsyncGenerator<string[]> {
  let rest = '';
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 18 })) {
    hash.update(bytes as Buffer);
    const lines = (rest + (bytes as Buffer).toString('latin1')).split('\n');
    rest = lines.pop()!;
    yield lines.map((line) => `${line}\n`);
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest !== '') yield [rest];
}

function difference(expected: string, actual: string): string {
  return `Expected ${shown(expected)}, found ${shown(actual.replace(/\n$/, ''))}${actual.endsWith('\n') ? '' : ' without a line feed'}.`;
}

function shown(text: string): string {
  return printable(text, 400);
}
