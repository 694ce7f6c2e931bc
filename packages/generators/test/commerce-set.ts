import { loadCommerce, loadCommerceVertical } from '@covergrid/commerce';
import { ScenarioQueries } from '@covergrid/enumerator';
import { compileGrid } from '@covergrid/rules';
import {
  buildCase,
  permutation,
  type Case,
  type CaseOptions,
  type CasePoint,
  type Vertical,
} from '@covergrid/worlds';
import { ConversationWriter, type WrittenCase } from '../src/index.ts';

/** A case with the records that were written of it. */
export interface BuiltRecord extends WrittenCase {
  readonly built: Case;
}

const configuration = await loadCommerce();

/** The commerce content, compiled. */
export const vertical: Vertical = await loadCommerceVertical(configuration.taxonomy);

/** The content as it is shipped, for tests that change a part of it and compile it again. */
export const { sources } = vertical;

/** Domains that have a playbook. */
export const domains: readonly string[] = [...vertical.playbooks.keys()];

/** Every kept scenario of the domains that have a playbook, in the order of listings. */
export const keptPoints: readonly CasePoint[] = loadPoints();

/** Builds and writes the records of some scenarios. */
export function writeSet(
  points: readonly CasePoint[],
  options: CaseOptions,
  of: Vertical = vertical,
  writer: ConversationWriter = new ConversationWriter(of),
): BuiltRecord[] {
  return points.map((point) => {
    const built = buildCase(of, point, options);
    return { built, ...writer.write(built, 'commerce.all') };
  });
}

/** Some of the kept scenarios, others for every seed. */
export function samplePoints(count: number, seed: number): CasePoint[] {
  return Array.from(
    permutation(keptPoints.length, seed, 'sample').slice(0, count),
    (place) => keptPoints[place]!,
  );
}

function loadPoints(): CasePoint[] {
  const queries = new ScenarioQueries(configuration, compileGrid(configuration, { seed: 1 }));
  return [...queries.list({ domains, status: 'kept' })].map(({ scenario_id, domain, behavior, axes }) => ({
    scenario_id,
    domain,
    behavior,
    axes,
  }));
}
