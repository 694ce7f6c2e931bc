import { idSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { fileVersionSchema, readable } from './file-texts.ts';

const ids = z.union([idSchema, z.array(idSchema).min(1)]);

/** A bin, a list of bins of which any may hold, or `not:` with those that must not. */
const selectorSchema = z.union([ids, z.strictObject({ not: ids })]);
/** Which values of a dimension may hold: an id, a list of ids, or `{not}` with those that must not. */
export type Selector = z.output<typeof selectorSchema>;

/**
 * A finite condition on scenarios. All keys of one object are required to hold; an empty object always holds.
 * Keys other than `all`, `any`, `not` are `domain`, `behavior`, `trait`, or the id of an axis.
 */
export interface Predicate {
  all?: Predicate[] | undefined;
  any?: Predicate[] | undefined;
  not?: Predicate | undefined;
  [dimension: string]: Selector | Predicate | Predicate[] | undefined;
}

const predicateSchema: z.ZodType<Predicate, Predicate> = z
  .lazy(() =>
    z
      .object({
        all: z.array(predicateSchema).min(1).optional(),
        any: z.array(predicateSchema).min(1).optional(),
        not: predicateSchema.optional(),
      })
      .catchall(selectorSchema),
  )
  .meta({
    id: 'predicate',
    description: 'All keys hold: all, any, not; domain, behavior, trait or an axis id.',
  });

const common = {
  id: z
    .string()
    .max(200)
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9][a-z0-9_-]{0,63})*$/, 'must be ids joined by dots')
    .describe('Names the rule in every account, e.g. regulatory-block.out-of-policy.'),
  category: idSchema.describe(
    'physical-impossibility, business-irrelevance, redundancy, low-risk-cap, regulatory-block, skew-control, or your own.',
  ),
  rationale: readable(2000).describe('Why; shown wherever the exclusion is.'),
};

/** Schema of a rule that drops what it matches. */
export const excludeRuleSchema = z.strictObject({
  ...common,
  exclude: predicateSchema.describe('Drops every scenario it matches.'),
});

const dimensions = z.array(idSchema).describe('domain, behavior, or axis ids.');

/** Schema of a rule that keeps a few of what it matches. */
export const limitRuleSchema = z.strictObject({
  ...common,
  limit: predicateSchema.describe('The candidates.'),
  per: dimensions.describe('One group per combination of these; [] is one group.'),
  keep: z
    .number()
    .int()
    .refine((keep) => keep !== 0, {
      message: 'must be at least 1; to drop everything, write an `exclude` rule',
      params: { code: 'CONFIG_KEEP_ZERO' },
      abort: true,
    })
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .describe('How many candidates of each group stay.'),
  prefer: z
    .array(predicateSchema)
    .optional()
    .describe('Candidates that match the first are taken first, and so on.'),
  balance: dimensions
    .optional()
    .describe('Take from the combination of these of which fewest are taken in the group.'),
  spread: dimensions
    .optional()
    .describe('Then from the combination of these of which fewest are taken in the whole group.'),
  guard: z.boolean().optional().describe('True: the limit may never bind.'),
});

// A plain union would pass on what a member that nearly fits complains of, and say nothing itself.
const ruleSchema = z.xor([excludeRuleSchema, limitRuleSchema], {
  error: ({ input }) =>
    isObject(input) && 'exclude' in input && 'limit' in input
      ? 'must have `exclude` or `limit`, one or the other, not both'
      : undefined,
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Schema of `exclusions.yaml`: why scenarios of the grid are left out. */
export const exclusionsSchema = z
  .strictObject({
    schema: z.literal('covergrid/exclusions@1'),
    id: idSchema,
    version: fileVersionSchema,
    title: readable(200).optional(),
    taxonomy: z
      .strictObject({
        id: idSchema,
        version: z.string().min(1).max(100).describe('A semver range, e.g. ^1.0.0.'),
      })
      .describe('The taxonomy these rules are for.'),
    rules: z.array(ruleSchema).max(10_000),
  })
  .meta({
    title: 'Covergrid exclusions',
    description: 'Rules that drop scenarios, each with its rationale.',
  });

/** An exclusions file as it stands, defaults filled in. */
export type Exclusions = z.output<typeof exclusionsSchema>;
/** Drops every scenario its predicate matches. */
export type ExcludeRule = z.output<typeof excludeRuleSchema>;
/** Keeps `keep` of the scenarios its predicate matches, per group. */
export type LimitRule = z.output<typeof limitRuleSchema>;
/** A rule is told by its key: `'exclude' in rule`. */
export type Rule = ExcludeRule | LimitRule;
