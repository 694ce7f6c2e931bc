import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { conditionSchema } from './condition.ts';
import { fieldTypeSchema } from './field-type.ts';
import { formulaSchema } from './formula.ts';
import type { Json } from './json.ts';

const nameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'must be 1 to 64 lower-case letters, digits or "_", beginning with a letter',
  );
const text = z.string().min(1).max(2000);
const formulas = z.record(nameSchema, formulaSchema);
const types = z.record(nameSchema, fieldTypeSchema);

const caseSchema = z.strictObject({
  when: conditionSchema.optional(),
  value: formulaSchema,
});

const requirementSchema = z.strictObject({
  each: formulaSchema.optional().describe('A list; the condition must hold for each $item of it.'),
  when: conditionSchema.describe('Must hold, else the event is refused.'),
  error: nameSchema,
  message: text,
});

const effectScope = {
  when: conditionSchema.optional().describe('The effect happens only where this holds.'),
  each: formulaSchema.optional().describe('A list; the effect happens once for each $item of it.'),
};

const effectSchema = z.union([
  z.strictObject({ ...effectScope, set: formulas.describe('Fields of the record and their new values.') }),
  z.strictObject({ ...effectScope, add: formulas.describe('Numbers to add to fields of the record.') }),
  z.strictObject({ ...effectScope, append: formulas.describe('Elements to append to lists of the record.') }),
  z.strictObject({
    ...effectScope,
    create: nameSchema.describe('The entity of which a record is made.'),
    with: formulas.default({}),
  }),
  z.strictObject({
    ...effectScope,
    emit: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}$/,
        'must be an entity and an event, e.g. product.reserve',
      )
      .describe('Another event that happens as part of this one; where it is refused, so is this one.'),
    target: formulaSchema.optional().describe('The key of the record it happens to.'),
    args: formulas.default({}),
  }),
]);

const eventSchema = z.strictObject({
  description: text.optional(),
  creates: z.boolean().default(false).describe('The event makes the record, with the arguments as $with.'),
  arguments: types.default({}),
  let: formulas.default({}).describe('Names for what is computed once, before anything is required.'),
  requires: z.array(requirementSchema).default([]),
  effects: z.array(effectSchema).default([]),
});

const entitySchema = z.strictObject({
  id: nameSchema,
  collection: nameSchema.describe('Where the state keeps the records of this entity, by their key.'),
  key: nameSchema.describe('The field that tells records apart.'),
  description: text.optional(),
  let: formulas.default({}).describe('Names for what is computed once per record and not kept.'),
  fields: formulas.describe('In this order; $self.x is an earlier field, $with.x what the maker gave.'),
  types,
  derived: z
    .record(nameSchema, z.array(caseSchema).min(1))
    .default({})
    .describe('Computed from the other fields after every event: the first case that holds.'),
  references: z
    .record(z.string().regex(/^[a-z][\w]*(\.(\w+|\*))*$/), nameSchema)
    .default({})
    .describe('Which field holds the key of which entity; * stands for every element.'),
  events: z.record(nameSchema, eventSchema).default({}),
});

const ruleSchema = z.strictObject({
  id: idSchema,
  severity: z
    .enum(['E', 'W', 'I'])
    .describe('E: impossible in a correct business; W: suspicious; I: a note.'),
  entity: nameSchema,
  description: text,
  each: formulaSchema.optional().describe('A list; the rule is about each $item of it.'),
  when: conditionSchema.optional(),
  holds: conditionSchema,
});

/** Schema of `domain-model.yaml`: what records of a business field consist of, and what can happen to them. */
export const domainModelSchema = z
  .strictObject({
    schema: z.literal('covergrid/domain-model@1'),
    id: idSchema,
    version: versionSchema,
    title: z.string().min(1).max(200).optional(),
    description: text.optional(),
    pools: z
      .record(nameSchema, z.array(z.json() as z.ZodType<Json, Json>).min(1))
      .default({})
      .describe('Lists of content that formulas pick from: $pools.first_names.'),
    entities: z.array(entitySchema).min(1).max(1000),
    rules: z.array(ruleSchema).max(10_000).default([]),
  })
  .meta({
    title: 'Covergrid domain model',
    description: 'Entities with their fields, events and derived states, and the rules that records keep.',
  });

/** A domain model as it stands in its file, defaults filled in. */
export type DomainModel = z.output<typeof domainModelSchema>;
/** One kind of record. */
export type Entity = DomainModel['entities'][number];
/** What can happen to a record, under which requirements, and what it changes. */
export type EntityEvent = Entity['events'][string];
/** One change that an event makes; told apart by its key: `'set' in effect`. */
export type Effect = EntityEvent['effects'][number];
/** What must hold for an event to happen. */
export type Requirement = EntityEvent['requires'][number];
/** What records of an entity must keep. */
export type BusinessRule = DomainModel['rules'][number];
