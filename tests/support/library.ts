import path from 'node:path';
import { compileDomainModel, loadDomainModel } from '@covergrid/testdata';
import {
  compileVertical,
  loadBehaviors,
  loadDecisionTable,
  loadPlaybook,
  type CasePoint,
  type Vertical,
} from '@covergrid/worlds';
import { ROOT } from './repository.ts';

const file = (name: string): string => path.join(ROOT, 'packages/worlds/test/library', `${name}.yaml`);
const bins = (...ids: string[]): { id: string }[] => ids.map((id) => ({ id }));

/** Forms enough for each scenario of a cell to have words of its own. */
const REQUEST =
  '(Could|Can|May|Might) I (keep|extend|renew|hold on to) {{ book.title }} (a while|somewhat|a little) longer?';

/**
 * A library that lends books: a vertical that has nothing to do with commerce, for tests of what knows no vertical.
 *
 * @param request words of every request, in place of its own
 */
export async function loadLibrary(request = REQUEST): Promise<Vertical> {
  const playbook = await loadPlaybook(file('renewals'));
  const { requests } = playbook.value.wording;
  for (const behavior of Object.keys(requests)) requests[behavior] = [request];
  return compileVertical({
    taxonomy: {
      id: 'library',
      behaviors: ['plain', 'listing', 'vague', 'correcting', 'trap'].map((id) => ({ id, name: id })),
      axes: [
        { id: 'renewals', name: 'Renewals', bins: bins('fresh', 'last', 'spent') },
        { id: 'demand', name: 'Demand', bins: bins('quiet', 'queued') },
        { id: 'length', name: 'Length', bins: bins('short', 'long') },
      ],
    },
    domain: compileDomainModel(await loadDomainModel(file('domain-model'))),
    behaviors: await loadBehaviors(file('behaviors')),
    decisionTable: await loadDecisionTable(file('decision-table')),
    playbooks: [playbook],
  });
}

/** Every scenario of the raw product of the library, with ids that need no enumerator. */
export function libraryPoints({ sources }: Vertical): CasePoint[] {
  let combinations: Record<string, string>[] = [{}];
  for (const axis of sources.taxonomy.axes)
    combinations = combinations.flatMap((axes) => axis.bins.map((bin) => ({ ...axes, [axis.id]: bin.id })));
  return sources.playbooks.flatMap(({ value: { domain } }) =>
    sources.taxonomy.behaviors.flatMap(({ id: behavior }) =>
      combinations.map((axes) => ({
        scenario_id: [domain, behavior, ...Object.values(axes)].join('.'),
        domain,
        behavior,
        axes,
      })),
    ),
  );
}
