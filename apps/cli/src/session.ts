import type { OnSignal } from './interruptible.ts';
import type { Screen } from './output/screen.ts';

/** What a command is given to work with. */
export interface Session {
  readonly screen: Screen;
  /** Runs a long step; Ctrl-C aborts its signal, or ends the process where it leaves nothing behind. */
  readonly interruptible: <T>(work: (signal: AbortSignal) => Promise<T>, onSignal: OnSignal) => Promise<T>;
}
