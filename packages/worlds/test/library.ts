import { fileURLToPath } from 'node:url';
import { compileDomainModel, loadDomainModel } from '@covergrid/testdata';
import type { VerticalSources } from '../src/vertical.ts';
import { loadBehaviors, loadDecisionTable, loadPlaybook } from '../src/load.ts';

function file(name: string): string {
  return fileURLToPath(new URL(`library/${name}.yaml`, import.meta.url));
}

const bins = (...ids: string[]): { id: string }[] => ids.map((id) => ({ id }));

/** A library that lends books: a vertical that has nothing to do with commerce. */
export async function loadLibrary(): Promise<VerticalSources> {
  return {
    taxonomy: {
      id: 'library',
      domains: [{ id: 'renewals', name: 'Renewals' }],
      behaviors: [
        { id: 'plain', name: 'Plain' },
        { id: 'listing', name: 'Listing' },
        { id: 'vague', name: 'Vague' },
        { id: 'correcting', name: 'Correcting' },
        { id: 'trap', name: 'Trap' },
      ],
      axes: [
        { id: 'renewals', name: 'Renewals', bins: bins('fresh', 'last', 'spent') },
        { id: 'demand', name: 'Demand', bins: bins('quiet', 'queued') },
        { id: 'length', name: 'Length', bins: bins('short', 'long') },
      ],
    },
    domain: compileDomainModel(await loadDomainModel(file('domain-model'))),
    behaviors: await loadBehaviors(file('behaviors')),
    decisionTable: await loadDecisionTable(file('decision-table')),
    playbooks: [await loadPlaybook(file('renewals'))],
  };
}
