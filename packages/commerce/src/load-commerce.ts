import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { commerceFiles } from './commerce-files.ts';

/**
 * The conversational-commerce baseline: 14 domains × 6 behaviors × 108 combinations of bins, 9,072 scenarios, and
 * the seven approved rules; valid and canonical.
 *
 * @throws INPUT_NOT_FOUND, INPUT_UNREADABLE, where the package's files were taken away
 */
export function loadCommerce(): Promise<Configuration> {
  return loadConfiguration(commerceFiles);
}
