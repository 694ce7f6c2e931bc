import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { loadConfiguration, type Configuration, type Taxonomy } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';

interface BuiltIn {
  readonly configuration: () => Promise<Configuration>;
  readonly content: (taxonomy: Taxonomy) => Promise<Vertical>;
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  commerce: { configuration: loadCommerce, content: loadCommerceVertical },
};

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
  const builtIn = Object.hasOwn(BUILT_IN, id) ? BUILT_IN[id] : undefined;
  if (builtIn === undefined) {
    throw new CovergridError(
      'USAGE',
      `There is no vertical "${printable(id)}".${didYouMean(id, VERTICALS)} Built in: ${VERTICALS.join(', ')}.`,
    );
  }
  return builtIn.configuration();
}

/**
 * Loads what conversations of a configuration are made from: the playbooks and the domain model of its vertical.
 *
 * @throws USAGE where the taxonomy is none of a built-in vertical; what loadVertical throws
 */
export async function resolveVertical({ taxonomy }: Configuration): Promise<Vertical> {
  const builtIn = Object.hasOwn(BUILT_IN, taxonomy.id) ? BUILT_IN[taxonomy.id] : undefined;
  if (builtIn !== undefined) return builtIn.content(taxonomy);
  throw new CovergridError(
    'USAGE',
    `There are no playbooks for "${printable(taxonomy.id)}"; there are some for ${VERTICALS.join(', ')}.`,
  );
}
