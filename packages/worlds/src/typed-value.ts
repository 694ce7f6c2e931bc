import { z } from 'zod';

/** Kinds of values that are told from text by what they are, not by how they are written. */
export const valueKindSchema = z
  .enum(['money', 'date', 'id', 'number', 'text'])
  .describe('money: integer minor units; date: YYYY-MM-DD or an instant; id; number; text: as it stands.');

/** A value an answer has to hold, whichever way it is written there. */
export const typedValueSchema = z.strictObject({
  kind: valueKindSchema,
  value: z.union([z.string(), z.number()]),
});
/** A value an answer has to hold: `{kind: 'money', value: 8900}` is $89.00. */
export type TypedValue = z.output<typeof typedValueSchema>;
