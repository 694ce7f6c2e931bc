import type { Screen } from './output/screen.ts';

/** What a command is given to work with. */
export interface Session {
  readonly screen: Screen;
  /** Aborted by Ctrl-C: whatever takes long heeds it. */
  readonly signal: AbortSignal;
}
