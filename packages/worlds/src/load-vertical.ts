import { isCovergridError, throwIssues, type Issue } from '@covergrid/core';
import { compileDomainModel, loadDomainModel } from '@covergrid/testdata';
import { lintVertical } from './lint-vertical.ts';
import { loadBehaviors, loadDecisionTable, loadPlaybook } from './load.ts';
import { compileVertical, type Vertical, type VerticalSources } from './vertical.ts';
import type { VerticalFiles } from './vertical-files.ts';

/** The files of a vertical that conversations are made from, beside its taxonomy. */
export type ContentFiles = Omit<VerticalFiles, 'taxonomyFile' | 'exclusionsFile'>;

/** The content of a vertical, or what its files lack to be that. */
export interface ReadContent {
  /** Undefined where a file is missing or its shape is wrong. */
  readonly content: Omit<VerticalSources, 'taxonomy'> | undefined;
  /** Of all files. */
  readonly issues: readonly Issue[];
}

/** Reads every file of the content, whatever is wrong with the others. Never throws for what the files hold. */
export async function readContent(files: ContentFiles): Promise<ReadContent> {
  const issues: Issue[] = [];
  const tried = async <T>(kind: string, loading: Promise<T>): Promise<T | undefined> => {
    try {
      return await loading;
    } catch (error) {
      if (!isCovergridError(error)) throw error;
      issues.push(...error.issues.map((issue) => withHint(issue, kind)));
      return undefined;
    }
  };
  const model = await tried('domain-model', loadDomainModel(files.domainModelFile));
  const behaviors = await tried('behaviors', loadBehaviors(files.behaviorsFile));
  const decisionTable = await tried('decision-table', loadDecisionTable(files.decisionTableFile));
  const playbooks: VerticalSources['playbooks'][number][] = [];
  for (const file of files.playbookFiles) {
    const playbook = await tried('playbook', loadPlaybook(file));
    if (playbook !== undefined) playbooks.push(playbook);
  }
  if (model === undefined || behaviors === undefined || decisionTable === undefined)
    return { content: undefined, issues };
  return { content: { domain: compileDomainModel(model), behaviors, decisionTable, playbooks }, issues };
}

function withHint(issue: Issue, kind: string): Issue {
  if (issue.code !== 'INPUT_NOT_FOUND') return issue;
  const hint = `Conversations need it: \`covergrid taxonomy schema ${kind}\` prints its schema.`;
  return { ...issue, hint };
}

/**
 * Reads, checks and compiles the content of a vertical.
 *
 * @throws INPUT_*, CONFIG_*, DECISION_*, PLAYBOOK_*: one error with the issues of all files, each with its place
 */
export async function loadVertical(
  taxonomy: VerticalSources['taxonomy'],
  files: ContentFiles,
): Promise<Vertical> {
  const { content, issues } = await readContent(files);
  throwIssues(issues);
  if (content === undefined) throw new Error('Content without issues is whole.');
  const sources = { taxonomy, ...content };
  throwIssues(lintVertical(sources));
  return compileVertical(sources);
}
