import { Stream } from 'node:stream';
import { styleText } from 'node:util';
import { wrapWords } from './wrap-text.ts';

const LEAST_COLUMNS = 40;

/** A stream to write text to; standard output and standard error are such. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Where a command shows what it did: results on standard output, everything else on standard error. */
export class Screen {
  readonly stdout: TextStream;
  readonly stderr: TextStream;

  readonly #columns: number | undefined;

  /** `columns` is what the environment variable COLUMNS says; other than a positive whole number it says nothing. */
  constructor(stdout: TextStream, stderr: TextStream, columns = '') {
    this.stdout = stdout;
    this.stderr = stderr;
    this.#columns = /^0*[1-9]\d{0,5}$/.test(columns) ? Number(columns) : undefined;
  }

  /** Columns that a table may take, at least 40; in a pipe, where nobody knows, 120. */
  get width(): number {
    return this.#columnsOf(this.stdout) ?? 120;
  }

  /** Columns that help takes, from 40 to 100. */
  get helpWidth(): number {
    return Math.min(this.#columnsOf(this.stdout) ?? 80, 100);
  }

  /** A sentence broken into lines where the width is known; lines after the first begin with the indent. */
  prose(text: string, indent = ''): string {
    return prose(text, indent, this.#columnsOf(this.stdout));
  }

  /** As {@link Screen.prose}, for standard error. */
  noteProse(text: string): string {
    return prose(text, '', this.#columnsOf(this.stderr));
  }

  #columnsOf({ isTTY, columns = 80 }: TextStream): number | undefined {
    const known = this.#columns ?? (isTTY === true ? columns : undefined);
    return known && Math.max(LEAST_COLUMNS, known);
  }

  /** Writes lines of a result. */
  print(text: string): void {
    this.stdout.write(`${text}\n`);
  }

  /** Writes the one JSON document of `--json`. */
  printJson(value: unknown): void {
    this.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  }

  /** Writes a line for the person who watches. */
  note(text: string): void {
    this.stderr.write(`${text}\n`);
  }

  /** As `note`, over a progress line or the echo of Ctrl-C where the cursor stands behind one. */
  noteOver(text: string): void {
    this.note(this.stderr.isTTY === true ? `\r\u001b[K${text}` : text);
  }

  /** The text in a style where standard output is a terminal that wants colour; as it is elsewhere. */
  readonly paint: Paint = (format, text) => styled(this.stdout, format, text);

  /** As `paint`, for standard error. */
  readonly paintNote: Paint = (format, text) => styled(this.stderr, format, text);
}

/** The colours and weights in use. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text a style, or leaves it as it is. */
export type Paint = (format: Style | readonly Style[], text: string) => string;

function prose(text: string, indent: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const [first = '', ...rest] = text.split('\n').flatMap((line) => wrapWords(line, columns - indent.length));
  return [first, ...rest.map((line) => indent + line)].join('\n');
}

function styled(stream: TextStream, format: Style | readonly Style[], text: string): string {
  // Node asks FORCE_COLOR, NO_COLOR and the terminal itself; what is no stream of Node has no colour.
  if (!(stream instanceof Stream)) return text;
  return styleText([format].flat(), text, { stream: stream as NodeJS.WriteStream });
}
