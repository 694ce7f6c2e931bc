import { Argument, type Command } from 'commander';
import type { Session } from '../session.ts';
import { addSourceOptions, jsonOption, type SourceFlags } from './source-options.ts';

/** Options of `taxonomy show`. */
export interface ShowFlags extends SourceFlags {
  readonly json?: true;
}

const SCHEMA_NAMES = [
  'taxonomy',
  'exclusions',
  'domain-model',
  'behaviors',
  'decision-table',
  'playbook',
  'rates',
  'manifest',
] as const;
/** What `taxonomy schema` prints. */
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** Adds `taxonomy` with its commands. */
export function addTaxonomyCommands(program: Command, session: Session): void {
  const taxonomy = program
    .command('taxonomy')
    .summary('show a configuration and the schemas of its files')
    .description('Look at the domains, behaviors, axes and rules that make a grid.');
  addSourceOptions(taxonomy.command('show'))
    .summary('show domains, behaviors, axes, traits and rules')
    .description('Shows a configuration in tables; with --json in its canonical form.')
    .addOption(jsonOption())
    .action(async (flags: ShowFlags) => {
      const { taxonomyShow } = await import('../commands/taxonomy-show.ts');
      await taxonomyShow(flags, session);
    });
  taxonomy
    .command('schema')
    .summary('print a JSON Schema')
    .description('Prints the JSON Schema of a file, for editors and validators.')
    .addArgument(new Argument('[file]', 'which file').choices(SCHEMA_NAMES).default('taxonomy'))
    .action(async (name: SchemaName) => {
      const { taxonomySchema } = await import('../commands/taxonomy-schema.ts');
      taxonomySchema(name, session);
    });
}
