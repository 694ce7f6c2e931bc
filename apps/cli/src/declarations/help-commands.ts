import { nearestMatch, printable } from '@covergrid/core';
import type { Command } from 'commander';
import { usageError } from '../usage-error.ts';

/** Adds `help` to a command and to each of its groups; commander's own looks one word deep only. */
export function addHelpCommands(command: Command): void {
  for (const group of command.commands.filter(({ commands }) => commands.length > 0)) addHelpCommands(group);
  command
    .helpCommand(false)
    .command('help')
    .summary('show help for a command')
    .argument('[command...]')
    .helpOption(false)
    .action((words: string[]) => commandAt(command, words).outputHelp());
}

/**
 * The command that words lead to.
 *
 * @throws USAGE for a word that leads nowhere, with the nearest one that does
 */
function commandAt(from: Command, words: readonly string[]): Command {
  const [word, ...rest] = words;
  if (word === undefined) return from;
  const children = from.createHelp().visibleCommands(from);
  const child = children.find((candidate) => candidate.name() === word);
  if (child !== undefined) return commandAt(child, rest);
  const nearest = nearestMatch(
    word,
    children.map((candidate) => candidate.name()),
  );
  const suggestion = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw usageError(`Unknown command '${printable(word)}'.${suggestion}`, from);
}
