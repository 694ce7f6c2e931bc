import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { kindOf } from '@covergrid/core/files';
import { commerceDirectory } from '@covergrid/commerce';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import {
  findVerticalFiles,
  loadVertical,
  playbooksIn,
  type Vertical,
  type VerticalFiles,
} from '@covergrid/worlds';

/** Where the built-in verticals stand, by id. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([['commerce', commerceDirectory]]);

/** Ids of the built-in verticals. */
export const VERTICALS: readonly string[] = [...BUILT_IN.keys()];

/** A vertical, or two files. */
export interface ConfigurationSource {
  /** The id of a built-in vertical, or the directory of another. */
  readonly vertical?: string | undefined;
  readonly taxonomyFile?: string | undefined;
  readonly exclusionsFile?: string | undefined;
}

/**
 * Loads the configuration that was asked for; `commerce` where nothing was.
 *
 * @throws USAGE for an unknown vertical or one file without the other; what findVerticalFiles and loadConfiguration throw
 */
export async function resolveConfiguration(source: ConfigurationSource): Promise<Configuration> {
  const { vertical, taxonomyFile, exclusionsFile } = source;
  if (taxonomyFile !== undefined && exclusionsFile !== undefined) {
    if (vertical !== undefined) throw new CovergridError('USAGE', 'Name a vertical or two files, not both.');
    return loadConfiguration({ taxonomyFile, exclusionsFile });
  }
  if (taxonomyFile !== undefined || exclusionsFile !== undefined) {
    throw new CovergridError('USAGE', 'A taxonomy and its exclusions go together: name both files.');
  }
  return loadConfiguration(await verticalFiles(vertical ?? 'commerce'));
}

/**
 * Loads what conversations of a configuration are made from: the playbooks, the domain model and the rest of its
 * vertical.
 *
 * @param vertical as in {@link ConfigurationSource}; default: the built-in one whose id the taxonomy has
 * @throws USAGE where there is none; what findVerticalFiles and loadVertical throw
 */
export async function resolveVertical({ taxonomy }: Configuration, vertical?: string): Promise<Vertical> {
  return loadVertical(taxonomy, await verticalFiles(vertical ?? builtInId(taxonomy.id)));
}

/**
 * An id that names a built-in vertical. Ids that stand in files name no others: paths are taken from people alone.
 *
 * @throws USAGE
 */
export function builtInId(id: string): string {
  if (BUILT_IN.has(id)) return id;
  throw new CovergridError(
    'USAGE',
    `"${printable(id)}" is not built in, and its conversations are made from more than a taxonomy: name the directory of the vertical with --vertical.`,
  );
}

/**
 * The files of a vertical, by the id of a built-in one or by a directory; an id comes first, so that `./commerce` is
 * a directory and `commerce` is not.
 *
 * @throws USAGE for what is neither; what findVerticalFiles throws
 */
export async function verticalFiles(vertical: string): Promise<VerticalFiles> {
  const directory = BUILT_IN.get(vertical) ?? vertical;
  if ((await kindOf(directory)) !== 'none') return findVerticalFiles(directory);
  throw new CovergridError(
    'USAGE',
    `There is no vertical "${printable(vertical, 1000)}": no directory, and none built in.${didYouMean(vertical, VERTICALS)} Built in: ${VERTICALS.join(', ')}.`,
  );
}

/**
 * Ids of the domains that have no playbook yet, and so can have no conversations, sorted; undefined where the vertical
 * has no playbooks at all. Cheap: it lists a directory, and reads no file.
 *
 * @param vertical as in {@link ConfigurationSource}; default: the built-in one whose id the taxonomy has
 */
export function domainsWithoutPlaybook(
  { taxonomy }: Pick<Configuration, 'taxonomy'>,
  vertical?: string,
): string[] | undefined {
  const directory = BUILT_IN.get(vertical ?? taxonomy.id) ?? vertical;
  const playbooks = directory === undefined ? [] : playbooksIn(directory);
  if (playbooks.length === 0) return undefined;
  const ids = taxonomy.domains.map(({ id }) => id);
  return ids.filter((id) => !playbooks.includes(id)).toSorted();
}
