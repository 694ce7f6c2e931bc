import { throwIssues } from '@covergrid/core';
import {
  configFromValue,
  parseConfig,
  readConfigFile,
  validateConfig,
  type ConfigDocument,
} from '@covergrid/core/config';
import { checkDomainModel } from './check-domain-model.ts';
import { domainModelSchema, type DomainModel } from './domain-model-schema.ts';

/**
 * Reads and checks a domain model.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_*: one error with all issues, each with file,
 *   line and column
 */
export async function loadDomainModel(file: string): Promise<DomainModel> {
  return checked(await readConfigFile(file));
}

/**
 * Checks a text; `file` names it in places. Otherwise as {@link loadDomainModel}.
 *
 * @throws CONFIG_*
 */
export function parseDomainModel(text: string, file: string): DomainModel {
  return checked(parseConfig(text, file));
}

/**
 * Checks a value made in code, of the shape the file has; the issues then have no place.
 *
 * @throws CONFIG_*
 */
export function defineDomainModel(value: unknown): DomainModel {
  return checked(configFromValue(value));
}

function checked(document: ConfigDocument): DomainModel {
  const model = validateConfig(document, domainModelSchema);
  throwIssues(checkDomainModel(model, document));
  return model;
}
