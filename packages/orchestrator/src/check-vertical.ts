import { setImmediate } from 'node:timers/promises';
import {
  isCovergridError,
  quoted,
  reasonToStop,
  takeSteps,
  type Issue,
  type RunningOptions,
} from '@covergrid/core';
import { ScenarioQueries } from '@covergrid/enumerator';
import { compileSteps } from '@covergrid/rules';
import { loadConfiguration, type Configuration } from '@covergrid/taxonomy';
import {
  compileVertical,
  lintForms,
  lintPlaybook,
  lintVertical,
  lintWording,
  probePlaybook,
  readContent,
  type CasePoint,
  type Vertical,
} from '@covergrid/worlds';
import { verticalFiles } from './resolve-configuration.ts';

/** What the checks of a vertical came to. */
export interface VerticalCheck {
  /** The id of its taxonomy; undefined where that is not readable. */
  readonly id: string | undefined;
  /** Domains that have a playbook of valid shape. */
  readonly playbooks: readonly string[];
  /** Domains without one. */
  readonly withoutPlaybook: readonly string[];
  /** Cases that were built; none where the files alone show that they would fail. */
  readonly cases: number;
  readonly issues: readonly Issue[];
}

/** Worlds are tried for so many cases of a playbook, or a few more. */
const CASES = 1000;
/** Scenarios are chosen from the first so many of a domain. */
const MOST_LISTED = 200_000;

/**
 * Runs every check there is over a vertical: each file, the files against each other, wording that domains share, and,
 * where all of that is sound, worlds with their proofs. Exact but for the worlds, which are tried for some cases.
 *
 * @param vertical the id of a built-in one, or a directory
 * @throws USAGE where there is no such vertical, INPUT_NOT_A_DIRECTORY, INPUT_OUTSIDE, INTERRUPTED; what is wrong with
 *   its files is an issue
 */
export async function checkVertical(vertical: string, options: RunningOptions = {}): Promise<VerticalCheck> {
  const files = await verticalFiles(vertical);
  const issues: Issue[] = [];
  const configuration = await loadConfiguration(files).catch((error: unknown) => {
    if (!isCovergridError(error)) throw error;
    issues.push(...error.issues);
    return undefined;
  });
  const read = await readContent(files);
  issues.push(...read.issues);
  const playbooks = read.content?.playbooks.map(({ value }) => value.domain) ?? [];
  const domains = configuration?.taxonomy.domains.map(({ id }) => id) ?? [];
  const about = {
    id: configuration?.taxonomy.id,
    playbooks,
    withoutPlaybook: domains.filter((id) => !playbooks.includes(id)),
  };
  if (configuration === undefined || read.content === undefined) return { ...about, cases: 0, issues };
  const sources = { taxonomy: configuration.taxonomy, ...read.content };
  // A playbook that was not read may have what the rest seems to lack.
  const isWhole = read.issues.length === 0;
  issues.push(
    ...(isWhole ? lintVertical(sources) : sources.playbooks.flatMap((each) => lintPlaybook(each, sources))),
    ...lintWording(sources.playbooks),
  );
  if (issues.length > 0) return { ...about, cases: 0, issues };
  const tried = await tryWorlds(configuration, compileVertical(sources), options);
  return { ...about, ...tried };
}

async function tryWorlds(
  configuration: Configuration,
  vertical: Vertical,
  options: RunningOptions,
): Promise<Pick<VerticalCheck, 'cases' | 'issues'>> {
  const grid = await takeSteps(compileSteps(configuration, { seed: 1 }), options);
  const queries = new ScenarioQueries(configuration, grid);
  const issues: Issue[] = [];
  let cases = 0;
  const total = vertical.playbooks.size;
  for (const [done, domain] of [...vertical.playbooks.keys()].entries()) {
    const points = somePoints(queries, domain);
    if (points.length === 0) {
      issues.push(nothingKept(vertical, domain));
      continue;
    }
    const variants = Math.max(2, Math.ceil(CASES / points.length));
    issues.push(
      ...lintForms(vertical, points),
      ...probePlaybook(vertical, domain, points, { seed: 1, variants }),
    );
    cases += points.length * variants;
    await setImmediate();
    const reason = reasonToStop(options);
    if (reason !== undefined) throw reason;
    options.onProgress?.({ phase: 'worlds', done: done + 1, total });
  }
  return { cases, issues };
}

function nothingKept({ playbooks }: Vertical, domain: string): Issue {
  return {
    code: 'PLAYBOOK_UNREACHABLE',
    message: `The exclusions keep no scenario of ${quoted(domain)}.`,
    hint: 'Remove the playbook, or exclude less of its domain.',
    at: playbooks.get(domain)?.source.document.place(['domain'], 'value'),
  };
}

/** Kept scenarios of a domain, spread over those there are. */
function somePoints(queries: ScenarioQueries, domain: string): CasePoint[] {
  const query = { domains: [domain], status: 'kept' } as const;
  const stride = Math.ceil(Math.min(MOST_LISTED, queries.count(query)) / CASES);
  const points: CasePoint[] = [];
  let place = 0;
  for (const scenario of queries.list(query)) {
    if (place >= MOST_LISTED) break;
    if (place % stride === 0) points.push(scenario);
    place += 1;
  }
  return points;
}
