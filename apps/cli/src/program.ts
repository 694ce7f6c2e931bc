import { productVersion } from '@covergrid/core';
import { Command, CommanderError } from 'commander';
import { addCompletionCommands } from './declarations/completion-commands.ts';
import { addCoverageCommands } from './declarations/coverage-commands.ts';
import { addHelpCommands } from './declarations/help-commands.ts';
import { addDatasetCommands } from './declarations/dataset-commands.ts';
import { addTaxonomyCommands } from './declarations/taxonomy-commands.ts';
import { addVerticalCommands } from './declarations/vertical-commands.ts';
import type { Session } from './session.ts';
import { commanderError } from './usage-error.ts';

/**
 * The command line: every command with its options. What a command does is imported when it runs, so that help and
 * completion start at once.
 */
export function createProgram(session: Session): Command {
  const { screen } = session;
  const program = new Command('covergrid')
    .description('Evaluation datasets with proven coverage for customer-facing agents.')
    .version(productVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .configureOutput({
      writeOut: (text) => screen.stdout.write(text),
      // Help that stands for an error is told as one, in a line.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => screen.helpWidth,
    })
    .configureHelp({ styleTitle: (title) => screen.paint('bold', title), showGlobalOptions: false });
  addCoverageCommands(program, session);
  addDatasetCommands(program, session);
  addTaxonomyCommands(program, session);
  addVerticalCommands(program, session);
  addCompletionCommands(program, session);
  addHelpCommands(program);
  for (const command of allCommands(program)) {
    command.exitOverride((error) => {
      throw commanderError(error, command) ?? new CommanderError(0, error.code, error.message);
    });
  }
  return program;
}

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
