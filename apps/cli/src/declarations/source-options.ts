import { Option, type Command } from 'commander';
import { parseInteger } from '../input/parse-integer.ts';
import { parsePath } from '../input/parse-path.ts';
import { parseSize } from '../input/parse-size.ts';

/** Options that name a configuration. */
export interface SourceFlags {
  readonly vertical?: string;
  readonly taxonomy?: string;
  readonly exclusions?: string;
}

/** Adds `--vertical`, `--taxonomy` and `--exclusions`. */
export function addSourceOptions(command: Command): Command {
  return command
    .addOption(
      verticalOption('a vertical: your directory, or one built in (default: "commerce")').conflicts([
        'taxonomy',
        'exclusions',
      ]),
    )
    .option('--taxonomy <file>', 'a taxonomy alone, YAML or JSON; with --exclusions', parsePath)
    .option('--exclusions <file>', 'its exclusions, YAML or JSON; with --taxonomy', parsePath);
}

/** `--vertical`, an id or a directory; the text says what it is for. */
export function verticalOption(description: string): Option {
  return new Option('--vertical <directory>', description).argParser(parsePath);
}

/** Adds `--domain`, `--behavior`, `--seed` and `--out`; `verb` is what is done with the cells selected. */
export function addSelectionOptions(command: Command, verb: string): Command {
  return command
    .option('--domain <pattern>', `domains to ${verb}: ids or globs, comma lists, repeatable`, collect)
    .option('--behavior <pattern>', `behaviors to ${verb}, likewise`, collect)
    .addOption(seedOption())
    .option(
      '--out <directory>',
      'where output goes, in a directory named after the vertical',
      parsePath,
      'datasets',
    );
}

/** `--seed`, which decides ties and members of limits. */
export function seedOption(): Option {
  return new Option('--seed <integer>', 'decides which scenarios a limit retains; within ±(2^53 - 1)')
    .argParser(parseInteger)
    .default(1);
}

/** `--max-memory`, in bytes */
export function maxMemoryOption(): Option {
  return new Option(
    '--max-memory <size>',
    'stop cleanly above this, up to 1024T, such as 512M or 2G',
  ).argParser(parseSize);
}

/** `--json` */
export function jsonOption(): Option {
  return new Option('--json', 'print one JSON document instead of tables');
}

/** `--quiet`; the text says what is left. */
export function quietOption(description: string): Option {
  return new Option('--quiet', description).conflicts('json');
}

/** Collects the values of an option that may be repeated. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
