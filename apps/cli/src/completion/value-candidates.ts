import type { Argument, Option } from 'commander';
import { inDisplayOrder, type Configuration } from '@covergrid/taxonomy';
import type { ReadWords } from './read-words.ts';

/** One thing the word may become. */
interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What the word may become, and what the shell does with it. */
export interface Candidates {
  readonly entries: readonly Candidate[];
  readonly directive: 'none' | 'nospace' | 'files' | 'directories';
}

type Completer = (current: string, read: ReadWords) => Promise<Candidates>;

/** How values are completed, by the name of the option or argument; choices need no row. */
const COMPLETERS: Readonly<Record<string, 'files' | 'directories' | Completer>> = {
  taxonomy: 'files',
  exclusions: 'files',
  rates: 'files',
  out: 'directories',
  from: 'directories',
  directory: 'directories',
  vertical: verticals,
  domain: (current, read) => listOf(current, read, ({ taxonomy }) => taxonomy.domains),
  behavior: (current, read) => listOf(current, read, ({ taxonomy }) => taxonomy.behaviors),
  scenario: pairs,
  command: commandsBelow,
};

/** What the value of an option or argument may be. */
export async function valueCandidates(
  subject: Option | Argument,
  current: string,
  read: ReadWords,
): Promise<Candidates> {
  if (subject.argChoices !== undefined) return plain(subject.argChoices.map(entry));
  const completer = COMPLETERS[subject.name()];
  if (completer === undefined) return plain([]);
  if (typeof completer === 'string') return { entries: [], directive: completer };
  return completer(current, read).catch(() => plain([]));
}

function plain(entries: readonly Candidate[]): Candidates {
  return { entries, directive: 'none' };
}

function entry(value: string): Candidate {
  return { value, description: '' };
}

/** The commands that may follow those before the cursor, for `help`. */
function commandsBelow(_current: string, { command, positionals }: ReadWords): Promise<Candidates> {
  let group = command.parent;
  for (const word of positionals) {
    group = group?.commands.find((candidate) => candidate.name() === word) ?? null;
  }
  const commands = group === null ? [] : group.createHelp().visibleCommands(group);
  const entries = commands.map((child) => ({ value: child.name(), description: child.summary() }));
  return Promise.resolve(plain(entries));
}

/** The beginning of a built-in id becomes it; anything else is the beginning of a directory. */
async function verticals(current: string): Promise<Candidates> {
  const { VERTICALS } = await import('@covergrid/orchestrator');
  const entries = VERTICALS.filter((id) => current !== '' && id.startsWith(current)).map(entry);
  return entries.length > 0 ? plain(entries) : { entries, directive: 'directories' };
}

/** Ids in a comma list, without those that it has. */
async function listOf(
  current: string,
  read: ReadWords,
  entriesOf: (configuration: Configuration) => readonly { readonly id: string; readonly name: string }[],
): Promise<Candidates> {
  const head = current.slice(0, current.lastIndexOf(',') + 1);
  const given = head.split(',');
  const entries = inDisplayOrder(entriesOf(await configurationOf(read)));
  return plain(
    entries
      .filter(({ id }) => !given.includes(id))
      .map(({ id, name }) => ({ value: head + id, description: name })),
  );
}

/** `domain=…` and the like, without the dimensions that are given. */
async function pairs(current: string, read: ReadWords): Promise<Candidates> {
  const { dimensionsOf } = await import('@covergrid/taxonomy');
  const dimensions = dimensionsOf((await configurationOf(read)).taxonomy);
  const at = current.indexOf('=');
  if (at !== -1) {
    const dimension = dimensions.find(({ id }) => id === current.slice(0, at));
    return plain((dimension?.values ?? []).map((value) => entry(`${dimension?.id}=${value}`)));
  }
  const given = read.positionals.map((word) => word.split('=')[0]);
  const open = dimensions.filter(({ id }) => !given.includes(id));
  return { entries: open.map(({ id }) => entry(`${id}=`)), directive: 'nospace' };
}

async function configurationOf({ used }: ReadWords): Promise<Configuration> {
  const { findDatasets, loadDatasetConfiguration, resolveConfiguration } =
    await import('@covergrid/orchestrator');
  const from = used.get('--from');
  if (from !== undefined) {
    const [directory = from] = await findDatasets(from);
    return (await loadDatasetConfiguration(directory)).configuration;
  }
  return resolveConfiguration({
    vertical: used.get('--vertical'),
    taxonomyFile: used.get('--taxonomy'),
    exclusionsFile: used.get('--exclusions'),
  });
}
