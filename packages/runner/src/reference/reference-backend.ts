import { CovergridError } from '@covergrid/core';
import { z } from 'zod';
import type { BackendPlugin } from '../backend.ts';
import { evidenceOf } from './evidence.ts';
import { FAULTS } from './faults.ts';
import { perfectScript } from './perfect.ts';
import { scriptedSession } from './scripted-session.ts';

const optionsSchema = z.strictObject({
  agent: z
    .enum(['perfect', ...FAULTS.map(({ id }) => id)])
    .default('perfect')
    .describe('perfect, or the fault that is planted in it.'),
});

/**
 * Agents that stand for what is right, and for known ways of being wrong. They are given the goldens and test the
 * dataset, not an agent.
 */
export const referenceBackend: BackendPlugin<z.output<typeof optionsSchema>> = {
  name: 'reference',
  apiVersion: 1,
  options: optionsSchema,
  short: 'agent',
  create: ({ agent }) => {
    const fault = FAULTS.find(({ id }) => id === agent);
    return {
      id: `reference:${agent}`,
      readsReference: true,
      open: (_view, { caseId, reference }) => {
        if (reference === undefined)
          throw new CovergridError('REFERENCE_MISSING', `${caseId} has no golden to answer from.`);
        const faulty = fault?.script(evidenceOf(reference));
        return scriptedSession(faulty ?? perfectScript(reference.golden));
      },
    };
  },
};
