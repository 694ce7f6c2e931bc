import { fileURLToPath } from 'node:url';

const data = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));

/** Ids of the domains that have a playbook. */
export const commercePlaybooks = [
  'product-discovery-search',
  'returns-refunds-exchanges',
  'trust-safety-fraud',
] as const;

/** Absolute paths of the configuration and content that this package ships. */
export const commerceFiles = {
  taxonomyFile: data('taxonomy.yaml'),
  exclusionsFile: data('exclusions.yaml'),
  domainModelFile: data('domain-model.yaml'),
  behaviorsFile: data('behaviors.yaml'),
  decisionTableFile: data('decision-table.yaml'),
  playbookFiles: commercePlaybooks.map((domain) => data(`playbooks/${domain}.yaml`)),
} as const;
