import type { Command, Option } from 'commander';

/** What the words before the cursor say. */
export interface ReadWords {
  readonly command: Command;
  /** The option whose value the next word is. */
  readonly pending: Option | undefined;
  readonly positionals: readonly string[];
  /** Long names of the options given, with the last value of each. */
  readonly used: ReadonlyMap<string, string>;
  /** True after `--`. */
  readonly areOptionsOver: boolean;
}

/** Follows the words down to a command, without judging them. */
export function readWords(program: Command, words: readonly string[]): ReadWords {
  let command = program;
  let pending: Option | undefined;
  let areOptionsOver = false;
  const positionals: string[] = [];
  const used = new Map<string, string>();
  for (const word of words) {
    if (pending !== undefined) {
      used.set(pending.long ?? '', word);
      pending = undefined;
    } else if (areOptionsOver || !word.startsWith('-') || word === '-') {
      const child = command.commands.find((candidate) => candidate.name() === word);
      if (child !== undefined && positionals.length === 0) command = child;
      else positionals.push(word);
    } else if (word === '--') {
      areOptionsOver = true;
    } else {
      const [name = '', ...value] = word.split('=');
      const option = command.options.find(({ long, short }) => long === name || short === name);
      if (value.length > 0) used.set(name, value.join('='));
      else if (option?.required === true) pending = option;
      else used.set(option?.long ?? name, '');
    }
  }
  return { command, pending, positionals, used, areOptionsOver };
}
