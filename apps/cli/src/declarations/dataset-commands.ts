import { Argument, type Command } from 'commander';
import { parsePath } from '../input/parse-path.ts';
import type { Session } from '../session.ts';
import { jsonOption, quietOption } from './source-options.ts';

/** Options of `dataset` commands. */
export interface DatasetFlags {
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of `dataset show`. */
export interface ShowConversationFlags {
  readonly from: string;
  readonly json?: true;
}

/** Adds `dataset` with its commands. */
export function addDatasetCommands(program: Command, session: Session): void {
  const dataset = program
    .command('dataset')
    .summary('list, show, check, measure and compare conversations')
    .description('Look at datasets of conversations and their goldens.');
  const directory = (what: string): Argument => new Argument('<directory>', what).argParser(parsePath);
  dataset
    .command('list')
    .summary('list the datasets of a directory')
    .description('Lists the datasets in a directory: id, version, conversations, turns.')
    .addArgument(directory('a dataset, a vertical, or all that generate wrote'))
    .addOption(jsonOption())
    .action(async (where: string, flags: DatasetFlags) => {
      const { datasetList } = await import('../commands/dataset-list.ts');
      await datasetList(where, flags, session);
    });
  dataset
    .command('show')
    .summary('print one conversation as a person reads it')
    .description('Prints a conversation with its golden and world: who, what is said, what is right.')
    .addArgument(new Argument('<id>', 'the id of a conversation or of its scenario'))
    .option('--from <directory>', 'where to look for it', parsePath, 'datasets')
    .addOption(jsonOption())
    .action(async (id: string, flags: ShowConversationFlags) => {
      const { datasetShow } = await import('../commands/dataset-show.ts');
      await datasetShow(id, flags, session);
    });
  dataset
    .command('validate')
    .summary('check the files of datasets by themselves')
    .description(
      'Checks schemas, hashes, counts and that conversations and goldens belong together. Exits with 1 on any finding. `coverage verify` proves more: it derives everything again.',
    )
    .addArgument(directory('a dataset, or a directory of several'))
    .addOption(jsonOption())
    .addOption(quietOption('print findings alone'))
    .action(async (where: string, flags: DatasetFlags) => {
      const { datasetValidate } = await import('../commands/dataset-validate.ts');
      await datasetValidate(where, flags, session);
    });
  dataset
    .command('stats')
    .summary('count and measure conversations')
    .description(
      'Counts conversations by decision and the like, and measures what customers say beside published human dialogue.',
    )
    .addArgument(directory('a dataset, or a directory of several, taken together'))
    .addOption(jsonOption())
    .action(async (where: string, flags: DatasetFlags) => {
      const { datasetStats } = await import('../commands/dataset-stats.ts');
      await datasetStats(where, flags, session);
    });
  dataset
    .command('diff')
    .summary('compare two versions of a dataset')
    .description('Says which conversations were added, removed, changed or reworded, and in what.')
    .addArgument(new Argument('<before>', 'a dataset').argParser(parsePath))
    .addArgument(new Argument('<after>', 'another version of it').argParser(parsePath))
    .addOption(jsonOption())
    .action(async (before: string, after: string, flags: DatasetFlags) => {
      const { datasetDiff } = await import('../commands/dataset-diff.ts');
      await datasetDiff(before, after, flags, session);
    });
}
