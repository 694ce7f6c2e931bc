import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import { findVerticalFiles } from '@covergrid/worlds';
import { commerceDirectory } from './commerce-directory.ts';

/**
 * The conversational-commerce baseline: 14 domains × 6 behaviors × 108 combinations of bins, 9,072 scenarios, and
 * the seven approved rules; valid and canonical.
 *
 * @throws INPUT_NOT_FOUND, INPUT_UNREADABLE, where the package's files were taken away
 */
export async function loadCommerce(): Promise<Configuration> {
  return loadConfiguration(await findVerticalFiles(commerceDirectory));
}
