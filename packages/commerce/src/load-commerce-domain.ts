import { compileDomainModel, loadDomainModel, type Domain } from '@covergrid/testdata';
import { commerceFiles } from './commerce-files.ts';

/**
 * The domain model of a web shop, ready to make records: customers, products, orders and what follows from them.
 *
 * @throws INPUT_NOT_FOUND, INPUT_UNREADABLE, where the package's files were taken away
 */
export async function loadCommerceDomain(): Promise<Domain> {
  return compileDomainModel(await loadDomainModel(commerceFiles.domainModelFile));
}
