import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { decisionSchema } from './decision.ts';
import { nameSchema } from './names.ts';

const anyOf = z.union([idSchema, z.array(idSchema).min(1)]);

/** Schema of `decision-table.yaml`: from the classes of the facts to a decision. */
export const decisionTableSchema = z
  .strictObject({
    schema: z.literal('covergrid/decision-table@1'),
    id: idSchema,
    version: versionSchema,
    classes: z
      .record(
        nameSchema,
        z.strictObject({
          axis: idSchema.describe('The axis whose bins the classes stand for.'),
          values: z.record(idSchema, idSchema).describe('Class: bin.'),
        }),
      )
      .describe('What the columns are.'),
    rows: z
      .array(
        z.strictObject({
          when: z.record(nameSchema, anyOf).describe('Column: a class or several; left out: any.'),
          decision: decisionSchema,
          discloses: z.array(idSchema).optional().describe('What the answer has to disclose.'),
          final: z.boolean().default(false).describe('True where no override may apply.'),
        }),
      )
      .min(1),
  })
  .meta({
    title: 'Covergrid decision table',
    description: 'Which decision the classes of the facts demand. Each combination has exactly one.',
  });

/** A decision table as it stands in its file, defaults filled in. */
export type DecisionTable = z.output<typeof decisionTableSchema>;
