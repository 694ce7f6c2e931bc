import { Screen, type TextStream } from '../src/output/screen.ts';
import type { Session } from '../src/session.ts';

/** A session whose output is kept in memory, as if in a pipe. */
export class CapturedSession implements Session {
  stdout = '';
  stderr = '';
  readonly screen: Screen;
  readonly signal = new AbortController().signal;

  constructor() {
    this.screen = new Screen(
      textStream((text) => (this.stdout += text)),
      textStream((text) => (this.stderr += text)),
    );
  }
}

/** A stream that hands what is written to a function; a terminal where it has columns. */
export function textStream(write: (text: string) => unknown, columns?: number): TextStream {
  return { write, isTTY: columns !== undefined, columns };
}
