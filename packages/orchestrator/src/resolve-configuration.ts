import { CovergridError, didYouMean, printable } from '@covergrid/core';
import { commercePlaybooks, loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { loadConfiguration, type Configuration, type Taxonomy } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';

interface BuiltIn {
  readonly configuration: () => Promise<Configuration>;
  readonly content: (taxonomy: Taxonomy) => Promise<Vertical>;
  /** Ids of domains; known without reading the content. */
  readonly playbooks: readonly string[];
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  commerce: { configuration: loadCommerce, content: loadCommerceVertical, playbooks: commercePlaybooks },
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

/**
 * Ids of the domains that have no playbook yet, and so can have no conversations, sorted; undefined where the vertical
 * has no playbooks at all. Cheap: it reads no file.
 */
export function domainsWithoutPlaybook({ taxonomy }: Pick<Configuration, 'taxonomy'>): string[] | undefined {
  if (!Object.hasOwn(BUILT_IN, taxonomy.id)) return undefined;
  const playbooks = new Set(BUILT_IN[taxonomy.id]?.playbooks);
  return taxonomy.domains
    .map(({ id }) => id)
    .filter((id) => !playbooks.has(id))
    .toSorted();
}
