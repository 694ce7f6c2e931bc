import { canonicalHash, CovergridError, productVersion } from '@covergrid/core';
import { groupsOf, twinsGroup, type DatasetGroup, type Grouping } from '@covergrid/datasets';
import { ScenarioQueries } from '@covergrid/enumerator';
import type { Configuration } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import type { CoveragePlan } from './coverage-plan.ts';

/** What is generated from a coverage plan. All optional. */
export interface GenerationOptions {
  /** Domain and behavior ids to write; default all. The manifest is that of the whole grid. */
  readonly domains?: readonly string[] | undefined;
  readonly behaviors?: readonly string[] | undefined;
  /** How conversations are split into datasets. Default: one for each domain and behavior. */
  readonly grouping?: Grouping | undefined;
  /** Conversations per scenario, each with a world and words of its own. Default 1, at most 1,000. */
  readonly variants?: number | undefined;
  /** Conversations per file. Default 1,000. */
  readonly partSize?: number | undefined;
}

/** One dataset that is to be: what it holds, and how it is cut into parts; that of benign twins comes last. */
export interface PlannedDataset {
  readonly group: DatasetGroup;
  /** Scenarios that are kept and selected. */
  readonly scenarios: number;
  readonly conversations: number;
  readonly parts: number;
  /** Two plans with the same hash write the same bytes. */
  readonly hash: string;
}

/** What a generation would write: a value without effects. */
export interface GenerationPlan {
  readonly coverage: CoveragePlan;
  readonly vertical: Vertical;
  /** What was asked for: the same again, of the same coverage, gives the same plan. */
  readonly options: GenerationOptions;
  readonly variants: number;
  readonly partSize: number;
  /** Those of the grid, and then that of the twins of its attacks. */
  readonly datasets: readonly PlannedDataset[];
  /** Selected domains that have no playbook yet: they get no conversations. */
  readonly withoutPlaybook: readonly string[];
  /** SHA-256 of everything that the words are made from, by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Two plans with the same hash write the same bytes, the grid included. */
  readonly hash: string;
}

const MOST_VARIANTS = 1000;
const MOST_IN_PART = 100_000;

/**
 * Plans the datasets of a coverage plan.
 *
 * @throws USAGE for options out of bounds
 */
export function planGeneration(
  coverage: CoveragePlan,
  vertical: Vertical,
  options: GenerationOptions = {},
): GenerationPlan {
  const { grouping = 'domain,behavior', variants = 1, partSize = 1000 } = options;
  requireBetween('Variants', variants, MOST_VARIANTS);
  requireBetween('A part size', partSize, MOST_IN_PART);
  const { configuration, manifest } = coverage;
  const { taxonomy } = configuration;
  const queries = new ScenarioQueries(configuration, coverage.grid);
  const selected = (ids: readonly string[], wanted: readonly string[] | undefined): string[] =>
    ids.filter((id) => wanted?.includes(id) ?? true);
  const domains = selected(
    taxonomy.domains.map(({ id }) => id),
    options.domains,
  );
  const behaviors = selected(
    taxonomy.behaviors.map(({ id }) => id),
    options.behaviors,
  );
  const written = domains.filter((domain) => vertical.playbooks.has(domain));
  const config = contentHashes(configuration, vertical);
  const attacking = behaviors.filter((id) => vertical.behaviors.conducts.get(id)?.deals.attack);
  const twinned = written.filter((domain) => hasTwins(vertical, domain));
  const groups = [
    ...groupsOf(taxonomy.id, grouping, written, behaviors),
    ...(twinned.length > 0 && attacking.length > 0 ? [twinsGroup(taxonomy.id, twinned, attacking)] : []),
  ];
  const datasets = groups.flatMap((group): PlannedDataset[] => {
    const { domains: groupDomains, behaviors: groupBehaviors } = group;
    const scenarios = queries.count({ domains: groupDomains, behaviors: groupBehaviors, status: 'kept' });
    if (scenarios === 0) return [];
    const conversations = scenarios * variants;
    const parts = Math.ceil(conversations / partSize);
    const { seed } = manifest;
    const hash = canonicalHash({ group, seed, variants, partSize, config, version: productVersion() });
    return [{ group, scenarios, conversations, parts, hash }];
  });
  return {
    coverage,
    vertical,
    options,
    variants,
    partSize,
    datasets,
    withoutPlaybook: domains.filter((domain) => !vertical.playbooks.has(domain)),
    config,
    hash: canonicalHash({ grid: manifest.plan_sha256, datasets: datasets.map(({ hash }) => hash) }),
  };
}

/** Every attack has a twin: lint sees to it, for what it is shown. */
function hasTwins({ playbooks }: Vertical, domain: string): boolean {
  const attacks = playbooks.get(domain)?.attacks ?? [];
  return attacks.length > 0 && attacks.every(({ twin }) => twin !== undefined);
}

function requireBetween(what: string, value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 1 || value > most) {
    throw new CovergridError('USAGE', `${what}: a whole number from 1 to ${most}.`);
  }
}

/** SHA-256 of everything that conversations are made from, by name. */
export function contentHashes(
  { taxonomy, exclusions }: Configuration,
  { sources }: Vertical,
): Record<string, string> {
  const { behaviors, decisionTable, playbooks, domain } = sources;
  return {
    taxonomy: canonicalHash(taxonomy),
    exclusions: canonicalHash(exclusions),
    domain_model: canonicalHash(domain.model),
    behaviors: canonicalHash(behaviors.value),
    decision_table: canonicalHash(decisionTable.value),
    ...Object.fromEntries(playbooks.map(({ value }) => [`playbook.${value.domain}`, canonicalHash(value)])),
  };
}
