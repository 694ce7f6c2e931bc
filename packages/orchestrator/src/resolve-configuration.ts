import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { loadCommerce } from '@covergrid/commerce';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';

const BUILT_IN: Readonly<Record<string, () => Promise<Configuration>>> = { commerce: loadCommerce };

/** Ids of the built-in verticals. */
export const VERTICALS: readonly string[] = Object.keys(BUILT_IN);

/** A built-in vertical, or two files. */
export interface ConfigurationSource {
  readonly vertical?: string | undefined;
  readonly taxonomyFile?: string | undefined;
  readonly exclusionsFile?: string | undefined;
}

/**
 * Loads the configuration that was asked for; `commerce` where nothing was.
 *
 * @throws USAGE for an unknown vertical or one file without the other; what loadConfiguration throws
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
  const id = vertical ?? 'commerce';
  const load = Object.hasOwn(BUILT_IN, id) ? BUILT_IN[id] : undefined;
  if (load === undefined) {
    throw new CovergridError(
      'USAGE',
      `There is no vertical "${printable(id)}".${didYouMean(id, VERTICALS)} Built in: ${VERTICALS.join(', ')}.`,
    );
  }
  return load();
}
