import path from 'node:path';
import { kindOf } from '@covergrid/core/files';
import type { z } from 'zod';
import { findingAt, type DatasetFinding, type LinePlace } from './dataset-finding.ts';
import type { Part } from './dataset-schema.ts';
import { LineReader, type Line } from './read-lines.ts';

/** A line of a part: its record, or what is wrong with it. */
export interface PartLine<T> {
  readonly at: LinePlace;
  readonly value: T | undefined;
  readonly finding: DatasetFinding | undefined;
}

/** The record of a line, where that is known from its text; then the line is not parsed. */
export type Recognise<T> = (text: string) => T | undefined;

/** Reads one part, line by line, and holds it against its header. */
export class PartWalk<T> {
  readonly #directory: string;
  readonly #part: Part | undefined;
  readonly #header: string;
  readonly #schema: z.ZodType<T>;
  readonly #recognise: Recognise<T> | undefined;
  #reader: LineReader | undefined;
  #lines: AsyncGenerator<Line> | undefined;
  #count = 0;
  #isMissing: string | undefined;

  constructor(
    directory: string,
    part: Part | undefined,
    header: string,
    schema: z.ZodType<T>,
    recognise?: Recognise<T>,
  ) {
    this.#directory = directory;
    this.#part = part;
    this.#header = header;
    this.#schema = schema;
    this.#recognise = recognise;
  }

  /** The next line; undefined after the last. */
  async next(): Promise<PartLine<T> | undefined> {
    if (this.#part === undefined || this.#isMissing !== undefined) return undefined;
    const { path: name } = this.#part;
    if (this.#lines === undefined) {
      const file = path.join(this.#directory, name);
      const kind = await kindOf(file);
      if (kind !== 'file') {
        this.#isMissing = kind === 'none' ? 'Is missing' : `Is a ${kind}, not a file`;
        return undefined;
      }
      this.#reader = new LineReader(file);
      this.#lines = this.#reader.lines();
    }
    const next = await this.#lines.next();
    if (next.done === true) return undefined;
    this.#count++;
    return this.#read(next.value, { file: name, line: next.value.number });
  }

  /** Leaves no file open, wherever it stands. */
  async close(): Promise<void> {
    await this.#lines?.return(undefined);
  }

  /** What is wrong with the part as a whole, after its last line. */
  end(): DatasetFinding[] {
    if (this.#part === undefined) return [];
    const { path: file, count, sha256 } = this.#part;
    if (this.#isMissing !== undefined) {
      return [findingAt({ file, line: 1 }, 'file', `${this.#isMissing}; ${this.#header} names it.`)];
    }
    const findings: DatasetFinding[] = [];
    if (this.#count !== count) {
      const message = `Has ${this.#count} lines; ${this.#header} says ${count}.`;
      findings.push(findingAt({ file, line: Math.max(1, this.#count) }, 'count', message));
    }
    const actual = this.#reader?.sha256();
    if (actual !== sha256) {
      const message = `Has the SHA-256 ${actual}; ${this.#header} says ${sha256}.`;
      findings.push(findingAt({ file, line: 1 }, 'hash', message));
    }
    return findings;
  }

  #read({ text, fault }: Line, at: LinePlace): PartLine<T> {
    const wrong = (kind: 'line' | 'schema', message: string): PartLine<T> => ({
      at,
      value: undefined,
      finding: findingAt(at, kind, message),
    });
    if (fault !== undefined) return wrong('line', `The line ${fault}.`);
    const known = this.#recognise?.(text);
    if (known !== undefined) return { at, value: known, finding: undefined };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return wrong('line', 'The line is not whole JSON.');
    }
    const parsed = this.#schema.safeParse(value);
    if (parsed.success) return { at, value: parsed.data, finding: undefined };
    const [issue, ...others] = parsed.error.issues;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return wrong('schema', `${issue?.path.join('.')}: ${issue?.message}${more}.`);
  }
}
