import { CovergridError, printable } from '@covergrid/core';
import { CommanderError, type Command } from 'commander';

/** A command line that cannot be understood; `hint` names the help that tells more. */
export class UsageError extends CovergridError {
  readonly hint: string;

  constructor(message: string, path: string) {
    super('USAGE', message);
    this.hint = `See \`${path} --help\`.`;
  }
}

/** What commander found, as an error of ours; undefined for help and version, which it has shown. */
export function usageError(error: CommanderError, command: Command): UsageError | undefined {
  if (error.exitCode === 0) return undefined;
  const path = commandPath(command);
  if (error.code === 'commander.help') return new UsageError('The command is missing.', path);
  return new UsageError(sentence(error.message), path);
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
