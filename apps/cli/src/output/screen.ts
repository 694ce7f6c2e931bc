import { Stream } from 'node:stream';
import { styleText } from 'node:util';

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

  constructor(stdout: TextStream, stderr: TextStream) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Columns that a table may take; in a pipe, where nobody knows, 120. */
  get width(): number {
    return this.stdout.isTTY === true ? Math.max(40, this.stdout.columns ?? 80) : 120;
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

function styled(stream: TextStream, format: Style | readonly Style[], text: string): string {
  // Node asks FORCE_COLOR, NO_COLOR and the terminal itself; what is no stream of Node has no colour.
  if (!(stream instanceof Stream)) return text;
  return styleText([format].flat(), text, { stream: stream as NodeJS.WriteStream });
}
