import { throwIssues } from '@covergrid/core';
import type { Taxonomy } from '@covergrid/taxonomy';
import { compileDomainModel, loadDomainModel } from '@covergrid/testdata';
import { lintDecisionTable } from './decision-table.ts';
import { lintPlaybook } from './lint-playbook.ts';
import { loadBehaviors, loadDecisionTable, loadPlaybook } from './load.ts';
import { compileVertical, type Vertical } from './vertical.ts';

/** Where the content of a vertical stands, beside its taxonomy. */
export interface VerticalFiles {
  readonly domainModelFile: string;
  readonly behaviorsFile: string;
  readonly decisionTableFile: string;
  /** One a domain; domains without one have no conversations. */
  readonly playbookFiles: readonly string[];
}

/**
 * Reads, checks and compiles the content of a vertical.
 *
 * @throws INPUT_*, CONFIG_*, DECISION_*, PLAYBOOK_*: one error with the issues of a file, each with its place
 */
export async function loadVertical(
  taxonomy: Pick<Taxonomy, 'id' | 'axes' | 'behaviors'>,
  files: VerticalFiles,
): Promise<Vertical> {
  const domain = compileDomainModel(await loadDomainModel(files.domainModelFile));
  const behaviors = await loadBehaviors(files.behaviorsFile);
  const decisionTable = await loadDecisionTable(files.decisionTableFile);
  throwIssues(lintDecisionTable(decisionTable.value, decisionTable.document));
  const playbooks = await Promise.all(files.playbookFiles.map(loadPlaybook));
  const sources = { taxonomy, domain, behaviors, decisionTable, playbooks };
  for (const playbook of playbooks) throwIssues(lintPlaybook(playbook, sources));
  return compileVertical(sources);
}
