import { CovergridError, printable } from '@covergrid/core';
import type { Command, CommanderError } from 'commander';

/** A command line that cannot be understood; the hint names the help that tells more. */
export function usageError(message: string, command: Command): CovergridError {
  return new CovergridError('USAGE', message, { hint: `See \`${commandPath(command)} --help\`.` });
}

/** What commander found, as an error of ours; undefined for help and version, which it has shown. */
export function commanderError(error: CommanderError, command: Command): CovergridError | undefined {
  if (error.exitCode === 0) return undefined;
  if (error.code === 'commander.help') return usageError('The command is missing.', command);
  return usageError(sentence(error.message), command);
}

/** `covergrid coverage plan` */
export function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

/** `error: unknown option '--sed'\n(Did you mean --seed?)` as one sentence or two. */
function sentence(message: string): string {
  const [first = '', ...rest] = message.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const text = printable(first.charAt(0).toUpperCase() + first.slice(1), 1000);
  const end = /[.!?]$/.test(text) ? '' : '.';
  const suggestion = rest.map((line) => ` ${printable(line.replaceAll(/^\(|\)$/g, ''))}`).join('');
  return text + end + suggestion;
}
