import { Argument, type Command } from 'commander';
import { parsePath } from '../input/parse-path.ts';
import type { Session } from '../session.ts';
import { jsonOption, quietOption } from './source-options.ts';

/** Options of `vertical lint`. */
export interface LintFlags {
  readonly json?: true;
  readonly quiet?: true;
}

/** Adds `vertical` with its commands. */
export function addVerticalCommands(program: Command, session: Session): void {
  const vertical = program
    .command('vertical')
    .summary('check what conversations are made from')
    .description('Work on a vertical: a taxonomy, its exclusions, a domain model, and playbooks.');
  vertical
    .command('lint')
    .summary('check every file of a vertical, and try the worlds it builds')
    .description(
      'Checks taxonomy, exclusions, domain model, behaviors, decision table and playbooks, one by one and against ' +
        'each other; then builds worlds and proves their goldens. Exits with 1 on any finding, with 2 where there is no such vertical or a file of it cannot be read.',
    )
    .addArgument(
      new Argument('[vertical]', 'the directory of a vertical, or the id of one built in')
        .argParser(parsePath)
        .default('.'),
    )
    .addOption(jsonOption())
    .addOption(quietOption('print findings alone'))
    .addHelpText(
      'after',
      `
A vertical is a directory:
  taxonomy.yaml        domains, behaviors and axes
  exclusions.yaml      what of their product is not tested, and why
  domain-model.yaml    records, and what can happen to them
  behaviors.yaml       how customers act, whatever the domain
  decision-table.yaml  which decision the facts demand
  playbooks/*.yaml     one a domain: its policies, tools, answers and words`,
    )
    .action(async (name: string, flags: LintFlags) => {
      const { verticalLint } = await import('../commands/vertical-lint.ts');
      await verticalLint(name, flags, session);
    });
}
