import { isCovergridError, throwIssues } from '@covergrid/core';
import {
  checkConfig,
  configFromValue,
  parseConfig,
  readConfigFile,
  validateConfig,
  type ConfigDocument,
} from '@covergrid/core/config';
import { canonicalExclusions } from './canonical-exclusions.ts';
import { canonicalTaxonomy } from './canonical-taxonomy.ts';
import { checkExclusions } from './check-exclusions.ts';
import { checkTaxonomy } from './check-taxonomy.ts';
import { exclusionsSchema, type Exclusions } from './exclusions-schema.ts';
import { notePlace } from './rule-places.ts';
import { taxonomySchema, type Taxonomy } from './taxonomy-schema.ts';

/** A taxonomy and its exclusions, valid, held against each other, and canonical. */
export interface Configuration {
  readonly taxonomy: Taxonomy;
  readonly exclusions: Exclusions;
}

/** The text of a config file, YAML or JSON, and the name it has in places. */
export interface ConfigSource {
  readonly text: string;
  readonly file: string;
}

/**
 * Reads and checks both files.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_*, GRID_TOO_LARGE: one error with the issues
 *   of both files, each with file, line and column
 */
export async function loadConfiguration(files: {
  readonly taxonomyFile: string;
  readonly exclusionsFile: string;
}): Promise<Configuration> {
  const [taxonomy, exclusions] = await Promise.allSettled([
    readConfigFile(files.taxonomyFile),
    readConfigFile(files.exclusionsFile),
  ]);
  return configurationFrom(
    () => fulfilled(taxonomy),
    () => fulfilled(exclusions),
  );
}

/**
 * Checks two texts; otherwise as {@link loadConfiguration}.
 *
 * @throws CONFIG_*, GRID_TOO_LARGE
 */
export function parseConfiguration(sources: {
  readonly taxonomy: ConfigSource;
  readonly exclusions: ConfigSource;
}): Configuration {
  const { taxonomy, exclusions } = sources;
  return configurationFrom(
    () => parseConfig(taxonomy.text, taxonomy.file),
    () => parseConfig(exclusions.text, exclusions.file),
  );
}

/**
 * Checks two values made in code, of the shape the files have; the issues then have no place.
 *
 * @throws CONFIG_*, GRID_TOO_LARGE
 */
export function defineConfiguration(taxonomy: unknown, exclusions: unknown): Configuration {
  return configurationFrom(
    () => configFromValue(taxonomy),
    () => configFromValue(exclusions),
  );
}

/**
 * Reads and checks a taxonomy alone; the value is canonical.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_*, GRID_TOO_LARGE
 */
export async function loadTaxonomy(file: string): Promise<Taxonomy> {
  const document = await readConfigFile(file);
  const taxonomy = validateConfig(document, taxonomySchema);
  throwIssues(checkTaxonomy(taxonomy, document));
  return canonicalTaxonomy(taxonomy);
}

function configurationFrom(
  taxonomySource: () => ConfigDocument,
  exclusionsSource: () => ConfigDocument,
): Configuration {
  const [taxonomyDocument, exclusionsDocument] = bothOf(taxonomySource, exclusionsSource);
  const taxonomy = checkConfig(taxonomyDocument, taxonomySchema);
  const exclusions = checkConfig(exclusionsDocument, exclusionsSchema);
  const content = taxonomy.isValid ? checkTaxonomy(taxonomy.value, taxonomyDocument) : [];
  if (!taxonomy.isValid || !exclusions.isValid) {
    const [first, ...rest] = [...taxonomy.issues, ...content, ...exclusions.issues];
    if (first === undefined) throw new Error('A failed check has an issue.');
    return throwIssues([first, ...rest]);
  }
  const references = checkExclusions(exclusions.value, exclusionsDocument, taxonomy.value);
  throwIssues([...content, ...references]);
  const canonical = canonicalExclusions(exclusions.value);
  for (const [index, rule] of canonical.rules.entries()) {
    notePlace(rule, exclusionsDocument.place(['rules', index, 'id'], 'value'));
  }
  return { taxonomy: canonicalTaxonomy(taxonomy.value), exclusions: canonical };
}

/** Both documents, or one error with the issues of both; a single error is passed on with its data and cause. */
function bothOf(
  first: () => ConfigDocument,
  second: () => ConfigDocument,
): readonly [ConfigDocument, ConfigDocument] {
  let document: ConfigDocument;
  try {
    document = first();
  } catch (error) {
    try {
      second();
    } catch (other) {
      if (isCovergridError(error) && isCovergridError(other)) throwIssues([...error.issues, ...other.issues]);
    }
    throw error;
  }
  return [document, second()];
}

function fulfilled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
