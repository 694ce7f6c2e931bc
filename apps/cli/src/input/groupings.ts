import type { Grouping } from '@covergrid/datasets';

export type { Grouping } from '@covergrid/datasets';

/** What datasets are grouped by. Written out here, so that `--help` need not load the packages behind it. */
export const GROUPINGS: readonly Grouping[] = ['domain,behavior', 'domain', 'behavior', 'none'];
