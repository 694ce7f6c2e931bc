import { idSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { fileVersionSchema, readable } from './file-texts.ts';

const text = z.string().max(2000);
const name = readable(200);
const order = z
  .number()
  .int()
  .optional()
  .describe('Where it stands in tables and reports, smallest first. Default: by numeric range, then by id.');

export const domainSchema = z.strictObject({ id: idSchema, name, description: text.optional(), order });

export const behaviorSchema = z.strictObject({
  id: idSchema,
  name,
  difficulty: z.enum(['easy', 'medium', 'hard']).optional(),
  description: text.optional(),
  order,
});

export const rangeSchema = z
  .strictObject({
    min: z.number().optional().describe('Lowest value, inclusive.'),
    above: z.number().optional().describe('Lower bound, exclusive.'),
    max: z.number().optional().describe('Highest value, inclusive.'),
    below: z.number().optional().describe('Upper bound, exclusive.'),
  })
  .describe('The numbers that fall into this bin. The bins of an axis with ranges cover the line once.');

export const binSchema = z.strictObject({
  id: idSchema,
  label: name.optional(),
  description: text.optional(),
  range: rangeSchema.optional(),
  order,
});

export const axisSchema = z.strictObject({
  id: idSchema,
  name,
  description: text.optional(),
  unit: readable(40).optional(),
  // A check of its own names the axis; the bound is for editors.
  bins: z.array(binSchema).max(1000).meta({ minItems: 1 }),
  order,
});

const idsSchema = z.union([idSchema, z.array(idSchema).min(1)]);

export const traitSchema = z
  .strictObject({
    id: idSchema,
    domain: idsSchema.optional(),
    behavior: idsSchema.optional(),
    description: text.optional(),
  })
  .describe(
    'A property of cells that rules can match on. Entries of one id add up; a part left out means all.',
  );

/** Schema of `taxonomy.yaml`: domains × behaviors × axes. */
export const taxonomySchema = z
  .strictObject({
    schema: z.literal('covergrid/taxonomy@1'),
    id: idSchema.describe('The vertical. Part of every scenario id.'),
    version: fileVersionSchema,
    title: name.optional(),
    description: text.optional(),
    domains: z.array(domainSchema).min(1).max(10_000),
    behaviors: z.array(behaviorSchema).min(1).max(10_000),
    axes: z.array(axisSchema).max(60),
    traits: z.array(traitSchema).max(10_000).default([]),
  })
  .meta({
    title: 'Covergrid taxonomy',
    description: 'The grid: domains, behaviors, and axes with their bins.',
  });

/** A taxonomy as it stands in its file, defaults filled in. */
export type Taxonomy = z.output<typeof taxonomySchema>;
/** What conversations are about. */
export type Domain = Taxonomy['domains'][number];
/** How the user acts. */
export type Behavior = Taxonomy['behaviors'][number];
/** A property of scenarios with finitely many values, its bins. */
export type Axis = Taxonomy['axes'][number];
/** One value of an axis. */
export type Bin = Axis['bins'][number];
/** The numbers of a bin: `min` and `max` belong to it, `above` and `below` do not; a side left out is open. */
export type NumericRange = NonNullable<Bin['range']>;
/** A named set of (domain, behavior) cells; entries of one id add up. */
export type Trait = Taxonomy['traits'][number];
