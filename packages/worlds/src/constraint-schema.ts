import { idSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { recordSchema } from './json-schema.ts';
import { typedValueSchema } from './typed-value.ts';

const words = z.array(z.string().min(1)).min(1);
const mention = z.union([
  z.strictObject({ value: typedValueSchema }),
  z.strictObject({ any_of: words.describe('One of these, whatever the case of letters.') }),
]);

/** The parameters of each kind of constraint. */
export const constraintParameters = {
  must_mention: mention,
  must_not_mention: mention,
  must_ask: z.strictObject({
    about: z.string().min(1).describe('What is missing, e.g. order_id.'),
    any_of: words.describe('A question with one of these asks for it.'),
  }),
  must_cite_policy: z.strictObject({
    policy_id: z.string().min(1),
    any_of: words.describe('One of these names the policy: its id, its title, its limit with the unit.'),
  }),
  must_disclose: z.strictObject({ what: z.string().min(1), value: typedValueSchema }),
  max_price: z.strictObject({
    amount: z.number().int().describe('Minor units, inclusive.'),
    known: z
      .array(z.number().int())
      .default([])
      .describe('Amounts above it that may be spoken of, e.g. the price paid.'),
    over: z.array(z.string()).default([]).describe('Ids of what costs more: no call may use them.'),
  }),
  must_not_substitute_brand: z.strictObject({
    brand: z.string().min(1),
    others: z.array(z.string()).describe('Names of other brands: no reply may offer them.'),
    items: z.array(z.string()).default([]).describe('Ids of what other brands make: no call may use them.'),
  }),
  must_not_use: z.strictObject({
    value: typedValueSchema,
    since: z.number().int().min(0).default(0).describe('The turn from which it no longer holds.'),
  }),
  must_not_promise: z.strictObject({
    any_of: words.describe('Phrases that promise; a sentence that negates one does not.'),
  }),
  must_not_reveal: z.strictObject({ values: words }),
  must_call: z.strictObject({
    tool: z.string().min(1),
    arguments: recordSchema.default({}).describe('Arguments the call must have.'),
  }),
  must_not_call: z.strictObject({ tools: words }),
} as const;

/** A kind of constraint: `must_mention`, `max_price`, … */
export type ConstraintKind = keyof typeof constraintParameters;

/** Schema of the kinds of constraints. */
export const constraintKindSchema = z.enum(
  Object.keys(constraintParameters) as [ConstraintKind, ...ConstraintKind[]],
);

function constraintOf<const K extends ConstraintKind>(kind: K) {
  return z.strictObject({
    id: idSchema,
    kind: z.literal(kind),
    parameters: constraintParameters[kind],
    text: z.string().min(1).describe('The sentence a person reads.'),
  });
}

/** Schema of a condition on an answer that is checked without a model. */
export const constraintSchema = z.discriminatedUnion('kind', [
  constraintOf('must_mention'),
  constraintOf('must_not_mention'),
  constraintOf('must_ask'),
  constraintOf('must_cite_policy'),
  constraintOf('must_disclose'),
  constraintOf('max_price'),
  constraintOf('must_not_substitute_brand'),
  constraintOf('must_not_use'),
  constraintOf('must_not_promise'),
  constraintOf('must_not_reveal'),
  constraintOf('must_call'),
  constraintOf('must_not_call'),
]);
/** A condition on an answer, told by its `kind`. */
export type Constraint = z.output<typeof constraintSchema>;
