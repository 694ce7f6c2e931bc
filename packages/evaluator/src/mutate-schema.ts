import { z } from 'zod';

const count = z.number().int().min(0);
const named = z.array(z.string()).describe('Case ids, the first hundred.');

/** Schema of what a dataset catches of planted faults. */
export const mutationReportSchema = z
  .strictObject({
    schema: z.literal('covergrid/mutation-report@1'),
    cases: count,
    perfect: z
      .strictObject({ failed: count, case_ids: named })
      .describe('Cases that turn down the agent that is right; there should be none.'),
    faults: z.array(
      z.strictObject({
        id: z.string(),
        description: z.string(),
        stated: count.describe(
          'Cases in which the fault matters, told from their facts before anything is run.',
        ),
        caught: count.describe('Those of them that turn the faulty agent down.'),
        caught_by: z
          .strictObject({ constraints: count, actions: count })
          .describe('By constraints of the golden, by what the calls changed; both count where both do.'),
        missed: named,
      }),
    ),
    smallest_subset: named.describe(
      'A smallest set of cases that together catches every fault that any case catches.',
    ),
    uncaught: z.array(z.string()).describe('Faults that no case catches.'),
  })
  .meta({ title: 'Covergrid mutation report', description: 'What a dataset catches of planted faults.' });

/** What a dataset catches of planted faults. */
export type MutationReport = z.output<typeof mutationReportSchema>;
