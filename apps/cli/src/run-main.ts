import { CovergridError, ERROR_TABLE, isCovergridError } from '@covergrid/core';
import { CommanderError } from 'commander';
import { listenForSignals } from './listen-for-signals.ts';
import { Screen } from './output/screen.ts';
import { showBug } from './output/show-bug.ts';
import { showError, showJsonError } from './output/show-error.ts';
import { createProgram } from './program.ts';

/** Runs the command line of this process and sets its exit status. */
export async function runMain(): Promise<void> {
  const screen = new Screen(process.stdout, process.stderr, process.env['COLUMNS']);
  const words = process.argv.slice(2);
  const isJson = wantsJson(words);
  const fail = (error: unknown): void => {
    process.exitCode = report(error, screen, isJson);
  };
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit();
  });
  const signal = listenForSignals(screen, () => {
    fail(new CovergridError('INTERRUPTED', 'Ended at once.'));
    process.exit();
  });
  process.stdout.on('error', (error) => fail(outputFailure(error)));
  // Nobody is left to tell.
  process.stderr.on('error', () => undefined);
  try {
    const program = createProgram({ screen, signal });
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    fail(error);
  }
}

/** True where errors are to be JSON as well; read from the words, as they may be what is wrong. */
function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).includes('--json');
}

/** Shows an error, unless it is none, and returns the exit status. */
function report(error: unknown, screen: Screen, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error === undefined) return Number(process.exitCode ?? 0);
  if (!isCovergridError(error)) {
    showBug(error, screen, isJson);
    return ERROR_TABLE.INTERNAL.exit;
  }
  if (isJson) showJsonError(error, screen);
  else showError(error, screen);
  return ERROR_TABLE[error.code].exit;
}

/** A reader that has seen enough, such as `head`, is no failure: the rest is not shown, the status stays. */
function outputFailure(error: NodeJS.ErrnoException): CovergridError | undefined {
  if (error.code === 'EPIPE') return undefined;
  return new CovergridError(
    'OUTPUT_FAILED',
    `Standard output cannot be written (${error.code ?? 'unknown error'}).`,
    { cause: error },
  );
}
