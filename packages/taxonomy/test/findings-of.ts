import { isCovergridError } from '@covergrid/core';
import { parseConfiguration } from '../src/configuration.ts';

/** `file:line:column CODE message` of each finding about two texts. */
export function findingsOf(taxonomy: string, exclusions: string): string[] {
  try {
    parseConfiguration({
      taxonomy: { text: taxonomy, file: 't' },
      exclusions: { text: exclusions, file: 'e' },
    });
    return [];
  } catch (error) {
    if (!isCovergridError(error)) throw error;
    return error.issues.map(
      ({ at, code, message }) => `${at?.file}:${at?.line}:${at?.column} ${code} ${message}`,
    );
  }
}
