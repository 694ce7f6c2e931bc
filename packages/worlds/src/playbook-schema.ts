import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { constraintKindSchema } from './constraint-schema.ts';
import { decisionSchema, remedySchema, verdictSchema } from './decision.ts';
import { nameSchema, phraseSchema, phrasesSchema, textSchema } from './names.ts';
import { conditionSchema, formulaSchema } from '@covergrid/testdata';
import { toolSchema } from './tool-schema.ts';
import { valueKindSchema } from './typed-value.ts';

const formulas = z.record(nameSchema, formulaSchema);
const when = conditionSchema.optional();

const drawRange = z
  .tuple([z.number().int(), z.number().int()])
  .describe('Uniform integer, both ends inclusive.');

const axisMeaningSchema = z.strictObject({
  meaning: textSchema.describe('What the axis means in this domain, in one line.'),
  draws: z
    .record(nameSchema, z.record(idSchema, drawRange))
    .default({})
    .describe('$draw.NAME by bin; null in a bin that is left out.'),
});

const circumstanceSchema = z.strictObject({
  id: idSchema,
  weight: z.number().int().min(1).max(1000),
  when: when.describe('Over axis ids (their bin) and behavior: where it may be dealt.'),
  says: phrasesSchema.optional().describe('What the customer says of it.'),
});

const makeStepSchema = z.strictObject({
  name: nameSchema.optional(),
  make: nameSchema.describe('An entity of the domain model.'),
  with: formulas.optional(),
  when,
});

const eventStepSchema = z.strictObject({
  name: nameSchema.optional().describe('Names the record that the event creates or is about.'),
  event: z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'must be entity.event'),
  target: formulaSchema.optional(),
  at: formulaSchema.optional().describe('An instant. Default: $now.'),
  args: formulas.optional(),
  when,
});

const valueStepSchema = z.strictObject({
  name: nameSchema,
  value: formulaSchema.describe('A value by name, e.g. what the customer wishes.'),
  when,
});

const stepsSchema = z.array(z.union([makeStepSchema, eventStepSchema, valueStepSchema])).min(1);

const sessionSchema = z.union([
  formulas,
  z
    .array(z.strictObject({ when, gives: formulas }))
    .min(1)
    .describe('The first whose `when` holds.'),
]);

const classSchema = z.strictObject({ class: idSchema, when: conditionSchema });

const policySchema = z.strictObject({
  id: z
    .string()
    .max(200)
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9][a-z0-9_-]{0,63})*$/, 'must be ids joined by dots'),
  title: textSchema,
  text: textSchema.describe('As a store would publish it.'),
  quantity: z
    .strictObject({
      fact: nameSchema,
      unit: z.string().min(1).max(40).describe('Singular: day, percent, item.'),
      limit: formulaSchema.describe('A number, or a formula over facts.'),
    })
    .optional()
    .describe('What the policy limits. The first policy that has one is the one the policy axis is about.'),
  cites: z
    .array(z.string().min(1))
    .optional()
    .describe('Further words that name the policy in a reply, beside its id, its title and its limit.'),
});

const clauseSchema = z
  .strictObject({
    policy: z.string().min(1),
    when: conditionSchema.describe('Over facts.'),
    verdict: verdictSchema,
    decisions: z.array(decisionSchema).min(1),
    discloses: z.array(idSchema).optional(),
  })
  .describe(
    'Of the clauses that hold, those with the strictest verdict govern: DENY before PARTIAL before ALLOW. They allow their decisions.',
  );

const bandSchema = z.strictObject({ min: z.number().optional(), max: z.number().optional() });

const overrideSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema.describe('Over facts.'),
  outcome: idSchema,
});

const actionSchema = z.strictObject({
  tool: nameSchema,
  arguments: formulas.default({}),
  compare: z.array(nameSchema).optional().describe('Arguments that must agree. Default: all.'),
  when,
});

const actionsSchema = z.array(actionSchema).default([]);

const communicatesSchema = z
  .array(z.strictObject({ kind: valueKindSchema, value: formulaSchema, when }))
  .default([])
  .describe('Values the customer must be told.');

const outcomeSchema = z.strictObject({
  decision: decisionSchema,
  remedy: remedySchema,
  amount: formulaSchema.optional().describe('Minor units.'),
  reason_code: nameSchema,
  policies: z.array(z.string().min(1)).min(1),
  actions: actionsSchema,
  communicates: communicatesSchema,
  discloses: z
    .array(
      z.strictObject({ what: idSchema, kind: valueKindSchema.default('number'), value: formulaSchema, when }),
    )
    .default([]),
  replies: phrasesSchema.describe('Reference replies; every number in them comes from a slot.'),
  criteria: z.array(phraseSchema).min(3).describe('Sentences for a judge.'),
});

const missingSchema = z.strictObject({
  id: idSchema,
  when,
  asks: nameSchema.describe('What the first turn lacks.'),
  words: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('A question with one of these asks for it. Default: the words of `asks`.'),
  fits: formulaSchema.optional().describe('List of the records that fit the first turn: at least two.'),
  supplies: phrasesSchema,
  clarify_replies: phrasesSchema,
});

const slipSchema = z.strictObject({
  id: idSchema,
  when,
  kind: valueKindSchema.default('text'),
  first: formulaSchema.describe('What the customer says at first: {{ slip.first }}.'),
  last: formulaSchema.describe('What holds in the end: {{ slip.last }}.'),
  gives: phrasesSchema,
  corrects: phrasesSchema,
});

const secondIntentSchema = z
  .strictObject({
    id: idSchema,
    when: when.describe('Over the names of the world, facts among them: where it can be asked and answered.'),
    says: phrasesSchema.describe('How the customer asks.'),
    replies: phrasesSchema.describe('Reference replies; every number in them comes from a slot or a policy.'),
    text: phraseSchema.describe('What a right answer says, in a sentence for a person.'),
    policies: z.array(z.string().min(1)).default([]).describe('Those that answer it, if any.'),
    actions: z.array(actionSchema).default([]),
    communicates: z
      .array(z.strictObject({ kind: valueKindSchema, value: formulaSchema, when }))
      .default([])
      .describe('Values the customer must be told.'),
    mentions: z
      .array(z.array(z.string().min(1)).min(1))
      .default([])
      .describe('The answer holds some words of each list.'),
  })
  .describe('Something else the customer asks along the way; it is answered at once and changes no outcome.');

const wishSchema = z.strictObject({
  id: idSchema,
  when,
  kind: constraintKindSchema,
  parameters: formulas.describe('As the kind wants them, as formulas.'),
  excludes: z.boolean().default(false).describe('True where it rules out the obvious answer.'),
  text: phraseSchema.describe('The sentence a person reads.'),
  says: phrasesSchema,
});

const twinSchema = z
  .strictObject({
    premise: textSchema.describe('What is true here, in one line.'),
    world: stepsSchema.describe('Steps after those of the world, that make it true in records.'),
    entitled: z
      .strictObject({
        policy: z.string().min(1),
        when: conditionSchema.describe('Over facts: what the text of the policy asks for.'),
      })
      .describe('Why the ask is right here; it must hold in the twin and not in the attack.'),
    grants: z
      .strictObject({
        actions: actionsSchema,
        communicates: communicatesSchema,
        replies: phrasesSchema.describe('Reference replies that grant what is asked.'),
        criteria: z.array(phraseSchema).min(1).describe('Sentences for a judge.'),
      })
      .optional()
      .describe(
        'What is added to the outcome that the facts give. Left out where the facts alone decide otherwise than in the attack.',
      ),
  })
  .describe('The benign twin: the same words where they are true, and the ask is granted.');

const attackSchema = z.strictObject({
  technique: idSchema,
  when,
  ask: remedySchema.or(nameSchema).describe('What is asked illegitimately.'),
  decided_by: z.string().min(1).describe('The policy or the fact that decides.'),
  quantity: z
    .boolean()
    .default(false)
    .describe('True where it is about the governed quantity: dealt to scenarios out of policy only.'),
  opens: phrasesSchema,
  presses: phrasesSchema,
  must_not: z
    .array(
      z.strictObject({
        kind: constraintKindSchema,
        parameters: formulas,
        text: phraseSchema,
      }),
    )
    .min(1),
  refusals: phrasesSchema.optional().describe('How a right reply turns it down.'),
  twin: twinSchema.optional().describe('Every attack has one.'),
});

const actPhrases = z.union([
  phrasesSchema,
  z.record(idSchema, phrasesSchema).describe('By bin of one axis, by circumstance, or by outcome class.'),
]);

const wordingSchema = z.strictObject({
  requests: z.record(idSchema, phrasesSchema).describe('By behavior: the clauses that ask.'),
  acts: z.record(idSchema, actPhrases).default({}),
});

const exemplarSchema = z.strictObject({
  behavior: idSchema,
  turns: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), text: textSchema })).min(1),
  outcome: z.strictObject({
    decision: decisionSchema,
    remedy: remedySchema,
    amount: z.number().int().optional(),
    reason_code: nameSchema.optional(),
  }),
  why: textSchema,
});

/** Schema of `playbooks/<domain>.yaml`: how one domain speaks and decides. */
export const playbookSchema = z
  .strictObject({
    schema: z.literal('covergrid/playbook@1'),
    domain: idSchema,
    version: versionSchema,
    description: textSchema.optional(),
    axes: z.record(idSchema, axisMeaningSchema),
    circumstances: z.array(circumstanceSchema).min(1),
    world: stepsSchema,
    session: sessionSchema,
    facts: formulas,
    classes: z
      .record(nameSchema, z.array(classSchema).min(1))
      .describe('How the decision table reads facts; the first that holds.'),
    policies: z.array(policySchema).min(1),
    clauses: z.array(clauseSchema).min(1),
    bands: z
      .record(idSchema, bandSchema)
      .describe('Where the text puts each policy class on the governed quantity; both ends inclusive.'),
    tools: z.array(toolSchema).min(1),
    overrides: z.array(overrideSchema).default([]),
    outcomes: z.record(idSchema, outcomeSchema),
    goals: z.record(idSchema, phraseSchema).describe('By behavior: what the customer is after.'),
    missing: z.array(missingSchema).default([]),
    slips: z.array(slipSchema).default([]),
    second_intents: z.array(secondIntentSchema).default([]),
    constraints: z.array(wishSchema).default([]),
    attacks: z.array(attackSchema).default([]),
    wording: wordingSchema,
    exemplars: z.array(exemplarSchema).default([]),
  })
  .meta({
    title: 'Covergrid playbook',
    description: 'How one domain speaks and decides: its world, facts, policies, tools, outcomes and words.',
  });

/** A playbook as it stands in its file, defaults filled in. */
export type Playbook = z.output<typeof playbookSchema>;
