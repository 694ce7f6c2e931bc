import { CovergridError } from '@covergrid/core';

/** What the datasets of a run are split by. */
export type Grouping = 'domain,behavior' | 'domain' | 'behavior' | 'none';

/** The groupings, the default first. */
export const GROUPINGS: readonly Grouping[] = ['domain,behavior', 'domain', 'behavior', 'none'];

/** One dataset of a run: its name, its place, and the cells it is about. */
export interface DatasetGroup {
  readonly datasetId: string;
  /** Below the directory of the vertical, with `/`. */
  readonly path: string;
  readonly domains: readonly string[];
  readonly behaviors: readonly string[];
  /** The benign twins of these cells instead of their conversations. */
  readonly ofTwins?: true;
}

/**
 * The datasets that a grouping makes of some domains and behaviors, in the order given.
 *
 * @throws USAGE for an unknown grouping
 */
export function groupsOf(
  vertical: string,
  grouping: Grouping,
  domains: readonly string[],
  behaviors: readonly string[],
): DatasetGroup[] {
  switch (grouping) {
    case 'domain,behavior':
      return domains.flatMap((domain) =>
        behaviors.map((behavior) => group(vertical, [domain, behavior], [domain], [behavior])),
      );
    case 'domain':
      return domains.map((domain) => group(vertical, [domain], [domain], behaviors));
    case 'behavior':
      return behaviors.map((behavior) => group(vertical, ['by-behavior', behavior], domains, [behavior]));
    case 'none':
      return [group(vertical, ['all'], domains, behaviors)];
    default:
      throw new CovergridError('USAGE', `A grouping is one of ${GROUPINGS.join('; ')}.`);
  }
}

/** The one dataset of the benign twins of some cells, whatever the grouping of the rest. */
export function twinsGroup(
  vertical: string,
  domains: readonly string[],
  behaviors: readonly string[],
): DatasetGroup {
  return { ...group(vertical, ['twins'], domains, behaviors), ofTwins: true };
}

function group(
  vertical: string,
  names: readonly string[],
  domains: readonly string[],
  behaviors: readonly string[],
): DatasetGroup {
  return { datasetId: [vertical, ...names].join('.'), path: names.join('/'), domains, behaviors };
}
