import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HEADERS } from '../src/index.ts';
import { json } from './library-dataset.ts';

/** Any JSON object, to be changed in place. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = Record<string, any>;

/** Changes files of a dataset behind its back. */
export class Tampering {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Changes the text of a file. */
  async text(name: string, change: (text: string) => string): Promise<void> {
    const file = path.join(this.directory, name);
    await writeFile(file, change(await readFile(file, 'utf8')));
  }

  /** Changes a header in place. */
  async header(name: string, change: (header: Loose) => void): Promise<void> {
    await this.text(name, (text) => {
      const value = JSON.parse(text) as Loose;
      change(value);
      return json(value);
    });
  }

  /** Changes the lines of a part. */
  async lines(name: string, change: (lines: string[]) => void): Promise<void> {
    await this.text(name, (text) => {
      const lines = text.trimEnd().split('\n');
      change(lines);
      return lines.map((line) => `${line}\n`).join('');
    });
  }

  /** Changes the record of a line, from 1. */
  async record(name: string, line: number, change: (record: Loose) => void): Promise<void> {
    await this.lines(name, (lines) => {
      const record = JSON.parse(lines[line - 1]!) as Loose;
      change(record);
      lines[line - 1] = JSON.stringify(record);
    });
  }

  /** Brings hashes and counts of the headers up to date: whoever changes records may do so as well. */
  async cover(): Promise<void> {
    let conversations = 0;
    let turns = 0;
    for (const header of [HEADERS.dataset, HEADERS.golden]) {
      const document = JSON.parse(await readFile(path.join(this.directory, header), 'utf8')) as Loose;
      for (const part of document['parts'] as Loose[]) {
        const text = await readFile(path.join(this.directory, part['path'] as string), 'utf8');
        const lines = text.trimEnd().split('\n');
        part['count'] = lines.length;
        part['sha256'] = createHash('sha256').update(text).digest('hex');
        if (header !== HEADERS.dataset) continue;
        conversations += lines.length;
        for (const line of lines) turns += ((JSON.parse(line) as Loose)['turns'] as unknown[]).length;
      }
      document['metadata'].counts = { conversations, turns };
      await writeFile(path.join(this.directory, header), json(document));
    }
  }
}
