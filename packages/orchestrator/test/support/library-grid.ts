import { defineConfiguration, type Configuration } from '@covergrid/taxonomy';
import type { Vertical } from '@covergrid/worlds';
import { loadLibrary } from '../../../../tests/support/library.ts';
import { planCoverage } from '../../src/coverage-plan.ts';
import { planGeneration, type GenerationOptions, type GenerationPlan } from '../../src/generation-plan.ts';

const named = (entries: readonly { readonly id: string }[]): object[] =>
  entries.map((entry) => ({ name: entry.id, ...entry }));

/** The library that lends books, with words for its grid: 1 domain, 5 behaviors, 12 scenarios in each. */
export const LIBRARY: Vertical = await loadLibrary();

/** Its configuration; one rule drops two scenarios of each behavior. */
export const LIBRARY_GRID: Configuration = defineConfiguration(
  {
    schema: 'covergrid/taxonomy@1',
    version: '1.0.0',
    ...LIBRARY.sources.taxonomy,
    domains: named([...LIBRARY.playbooks.keys()].map((id) => ({ id }))),
  },
  {
    schema: 'covergrid/exclusions@1',
    id: 'library-rules',
    version: '1.0.0',
    taxonomy: { id: LIBRARY.id, version: '*' },
    rules: [
      {
        id: 'nobody-waits',
        category: 'business-irrelevance',
        rationale: 'Who has a long loan does not meet the queue at the first renewal.',
        exclude: { renewals: 'fresh', demand: 'queued' },
      },
    ],
  },
);

/** Plans datasets of the library. */
export function planLibrary(options: GenerationOptions & { readonly seed?: number } = {}): GenerationPlan {
  const { seed = 1, ...asked } = options;
  return planGeneration(planCoverage(LIBRARY_GRID, { seed, listing: 'kept' }), LIBRARY, asked);
}
