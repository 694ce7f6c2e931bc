import { compileDomainModel, loadDomainModel, type Domain } from '@covergrid/testdata';
import { findVerticalFiles } from '@covergrid/worlds';
import { commerceDirectory } from './commerce-directory.ts';

/**
 * The domain model of a web shop, ready to make records: customers, products, orders and what follows from them.
 *
 * @throws INPUT_NOT_FOUND, INPUT_UNREADABLE, where the package's files were taken away
 */
export async function loadCommerceDomain(): Promise<Domain> {
  const { domainModelFile } = await findVerticalFiles(commerceDirectory);
  return compileDomainModel(await loadDomainModel(domainModelFile));
}
