import { readdirSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { CovergridError, nearestMatch, printable } from '@covergrid/core';
import { kindOf, reading } from '@covergrid/core/files';

/** Where the parts of a vertical stand. */
export interface VerticalFiles {
  readonly taxonomyFile: string;
  readonly exclusionsFile: string;
  readonly domainModelFile: string;
  readonly behaviorsFile: string;
  readonly decisionTableFile: string;
  /** One a domain, by name; domains without one have no conversations. */
  readonly playbookFiles: readonly string[];
}

const NAMES = {
  taxonomyFile: 'taxonomy.yaml',
  exclusionsFile: 'exclusions.yaml',
  domainModelFile: 'domain-model.yaml',
  behaviorsFile: 'behaviors.yaml',
  decisionTableFile: 'decision-table.yaml',
} as const;
const PLAYBOOKS = 'playbooks';
const YAML = '.yaml';
/** What people call such files elsewhere. */
const OTHERWISE: ReadonlySet<string> = new Set(['.yml', '.json']);

/**
 * Finds the parts of a vertical in its directory: `taxonomy.yaml`, `exclusions.yaml`, `domain-model.yaml`,
 * `behaviors.yaml`, `decision-table.yaml`, and each `playbooks/*.yaml`. What is not there is told by whoever reads it,
 * since a grid needs the first two alone; unless something stands there whose name is nearly right.
 *
 * @throws INPUT_NOT_FOUND where there is no such directory, or for a name that is nearly right; INPUT_NOT_A_DIRECTORY;
 *   INPUT_OUTSIDE for a symbolic link out of it; INPUT_UNREADABLE
 */
export async function findVerticalFiles(directory: string): Promise<VerticalFiles> {
  const names = await namesIn(directory);
  if (names === undefined)
    throw new CovergridError('INPUT_NOT_FOUND', `There is no directory "${printable(directory, 1000)}".`, {
      data: { file: directory },
    });
  const root = await realpath(directory);
  for (const name of [...Object.values(NAMES), PLAYBOOKS]) {
    const near = names.includes(name) ? undefined : nearName(name, names);
    if (near !== undefined) throw misnamed(directory, name, near);
    if (names.includes(name)) await requireInside(root, path.join(directory, name));
  }
  const playbooks = path.join(directory, PLAYBOOKS);
  const found = (await namesIn(playbooks)) ?? [];
  for (const name of found) {
    const { name: stem, ext } = path.parse(name);
    if (OTHERWISE.has(ext)) throw misnamed(playbooks, `${stem}${YAML}`, name);
  }
  const playbookFiles = found.filter(isPlaybook).map((name) => path.join(playbooks, name));
  for (const file of playbookFiles) await requireInside(root, file);
  const at = (name: string): string => path.join(directory, name);
  return {
    taxonomyFile: at(NAMES.taxonomyFile),
    exclusionsFile: at(NAMES.exclusionsFile),
    domainModelFile: at(NAMES.domainModelFile),
    behaviorsFile: at(NAMES.behaviorsFile),
    decisionTableFile: at(NAMES.decisionTableFile),
    playbookFiles,
  };
}

/**
 * Ids of the domains that have a playbook in the directory of a vertical, by the names of the files alone; none where
 * it cannot be looked into.
 */
export function playbooksIn(directory: string): string[] {
  try {
    return readdirSync(path.join(directory, PLAYBOOKS))
      .filter(isPlaybook)
      .map((name) => path.parse(name).name);
  } catch {
    return [];
  }
}

function isPlaybook(name: string): boolean {
  return name.endsWith(YAML) && !name.startsWith('.');
}

/** Sorted names in a directory, or undefined where nothing stands there. */
async function namesIn(directory: string): Promise<string[] | undefined> {
  const kind = await kindOf(directory);
  if (kind === 'none') return undefined;
  try {
    return (await reading(directory, () => readdir(directory))).toSorted();
  } catch (error) {
    if (kind === 'directory') throw error;
    throw new CovergridError('INPUT_NOT_A_DIRECTORY', `"${printable(directory, 1000)}" is no directory.`, {
      data: { file: directory },
      cause: error,
    });
  }
}

/** The name that was probably meant to be this one: nearly its stem, and an extension of its kind. */
function nearName(wanted: string, names: readonly string[]): string | undefined {
  const known: readonly string[] = Object.values(NAMES);
  const { name: stem, ext } = path.parse(wanted);
  const isOfKind = (name: string): boolean => {
    const other = path.extname(name);
    return !known.includes(name) && (other === ext || (ext !== '' && OTHERWISE.has(other)));
  };
  const near = nearestMatch(
    stem,
    names.filter(isOfKind).map((name) => path.parse(name).name),
  );
  return names.filter(isOfKind).find((name) => path.parse(name).name === near);
}

/** What has nearly the right name would go unread, and nobody would know. */
function misnamed(directory: string, wanted: string, found: string): CovergridError {
  const file = path.join(directory, wanted);
  return new CovergridError(
    'INPUT_NOT_FOUND',
    `There is no "${printable(file, 1000)}"; "${printable(found, 200)}" stands there, which nothing reads.`,
    { data: { file }, hint: `Rename ${printable(found, 200)} to ${wanted}.` },
  );
}

/** A vertical may come from anybody: nothing in it makes us read, and show, what lies elsewhere. */
async function requireInside(root: string, file: string): Promise<void> {
  const real = await reading(file, () => realpath(file)).catch((error: unknown) => {
    // A link that leads nowhere is told as a missing file, when it is read.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return root;
    throw error;
  });
  if (real === root || real.startsWith(root + path.sep)) return;
  throw new CovergridError(
    'INPUT_OUTSIDE',
    `"${printable(file, 1000)}" is a symbolic link out of the directory of the vertical.`,
    { data: { file } },
  );
}
