import { ERROR_TABLE, printable, productVersion } from '@covergrid/core';
import type { Screen } from './screen.ts';

/** Writes what nobody expected: the stack, and how to report it. */
export function showBug(error: unknown, screen: Screen, isJson: boolean): void {
  const stack = (error instanceof Error ? (error.stack ?? error.message) : String(error))
    .split('\n')
    .map((line) => printable(line, 2000))
    .join('\n');
  const { hint } = ERROR_TABLE.INTERNAL;
  const environment = `covergrid ${productVersion()}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
  if (isJson) {
    const [message] = stack.split('\n');
    screen.note(
      JSON.stringify({ error: { code: 'INTERNAL', message, hint, environment, stack } }, undefined, 2),
    );
    return;
  }
  screen.note(`${screen.paintNote(['red', 'bold'], 'INTERNAL')} ${stack}`);
  screen.note(environment);
  screen.note(hint);
}
