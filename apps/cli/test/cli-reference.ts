import type { Command } from 'commander';
import { commandPath } from '../src/usage-error.ts';

const INTRODUCTION = `# Command line

<!-- Made from apps/cli by \`pnpm test -u\`. -->

\`covergrid\` shows results on standard output and everything else on standard error. Results are tables for a person, or one JSON document with \`--json\`; so are errors. In a pipe there is no colour and no progress line. Tables and sentences take the width of the terminal, or that of the environment variable \`COLUMNS\`.

An error names its place, a stable code and how to mend it: \`file:line:column CODE message\`. All codes: [errors.md](errors.md).

## Exit status
`;

const STATUSES = [
  ['0', 'Done; also where everything was there already, unchanged.'],
  ['1', 'A check failed: `coverage verify`, `dataset validate` or `vertical lint` has findings.'],
  ['2', 'Wrong usage, or input that cannot be used.'],
  ['5', 'The environment failed: disk, memory, another process in the same place.'],
  ['70', 'A bug of Covergrid; the message says how to report it.'],
  ['130', 'Interrupted; the same command goes on where it was.'],
];

/** The reference of a program in markdown, as the formatter would leave it. */
export function cliReference(program: Command): string {
  const commands = visibleCommands(program).filter(({ commands: children }) => children.length === 0);
  return [
    INTRODUCTION,
    ...table(['Status', 'Meaning'], STATUSES),
    '',
    ...commands.map(commandReference),
  ].join('\n');
}

/** Every command below one that help shows, without `help` itself. */
export function visibleCommands(command: Command): Command[] {
  const children = command.createHelp().visibleCommands(command);
  return children
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => [child, ...visibleCommands(child)]);
}

function commandReference(command: Command): string {
  const help = command.createHelp();
  const rows = [
    ...command.registeredArguments.map((argument) => [
      `\`${argumentText(argument)}\``,
      help.argumentDescription(argument),
    ]),
    ...help
      .visibleOptions(command)
      .map((option) => [`\`${help.optionTerm(option)}\``, help.optionDescription(option)]),
  ];
  return [
    `## ${commandPath(command)}`,
    '',
    command.description(),
    '',
    ...table(['Argument or option', 'Meaning'], rows),
    '',
  ].join('\n');
}

function argumentText(argument: Command['registeredArguments'][number]): string {
  const text = argument.name() + (argument.variadic ? '...' : '');
  return argument.required ? `<${text}>` : `[${text}]`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(lines[0]!), line(widths.map((width) => '-'.repeat(width))), ...lines.slice(1).map(line)];
}
