import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { ScenarioQueries } from '@covergrid/enumerator';
import { ConversationWriter } from '@covergrid/generators';
import { compileGrid } from '@covergrid/rules';
import { buildCase, type Vertical } from '@covergrid/worlds';
import { caseOf, type RunCase } from '@covergrid/runner';

const SEED = 1;
const configuration = await loadCommerce();

const vertical: Vertical = await loadCommerceVertical(configuration.taxonomy);

/** The cases of every conversation that is generated from commerce, with their goldens. */
export const commerceCases: readonly RunCase[] = loadCases();

function loadCases(): RunCase[] {
  const writer = new ConversationWriter(vertical);
  const queries = new ScenarioQueries(configuration, compileGrid(configuration, { seed: SEED }));
  const domains = [...vertical.playbooks.keys()];
  return [...queries.list({ domains, status: 'kept' })].map(({ scenario_id, domain, behavior, axes }) => {
    const built = buildCase(vertical, { scenario_id, domain, behavior, axes }, { seed: SEED });
    const { conversation, golden } = writer.write(built, 'commerce.all');
    return caseOf(conversation, {
      toolset: built.playbook.toolset,
      golden,
      source: { vertical, seed: SEED },
    });
  });
}
