import type { Taxonomy } from '@covergrid/taxonomy';
import { findVerticalFiles, loadVertical, type Vertical } from '@covergrid/worlds';
import { commerceDirectory } from './commerce-directory.ts';

/**
 * The content of commerce, ready to build cases: domain model, behaviors, decision table, and the playbooks of the
 * domains that have one.
 *
 * @param taxonomy that of commerce, or one with the same axes and bins
 * @throws INPUT_NOT_FOUND, INPUT_UNREADABLE, where the package's files were taken away
 */
export async function loadCommerceVertical(taxonomy: Taxonomy): Promise<Vertical> {
  return loadVertical(taxonomy, await findVerticalFiles(commerceDirectory));
}
