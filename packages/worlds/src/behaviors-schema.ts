import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { phrasesSchema, textSchema } from './names.ts';

const weights = z.record(idSchema, z.number().int().min(1).max(1000)).describe('Value: weight.');

const actSchema = z.union([
  idSchema,
  z.strictObject({
    act: idSchema,
    chance: z.number().int().min(1).max(100).default(100).describe('Percent.'),
    times: z.number().int().min(1).max(10).default(1),
  }),
]);

type Act = z.output<typeof actSchema>;

/** True for the act by which a customer asks for something else. */
export function isSecondIntent(act: Act): boolean {
  return (typeof act === 'string' ? act : act.act) === 'second-intent';
}

/** What the agent should do at a turn: nothing yet, ask back, take note, or answer. */
export const agentActSchema = z
  .enum(['wait', 'clarify', 'acknowledge', 'refuse', 'answer'])
  .describe('wait: the customer goes on before any reply.');
/** What the agent should do at a turn. */
export type AgentAct = z.output<typeof agentActSchema>;

const turnSchema = z
  .strictObject({
    acts: z.array(actSchema).min(1).describe('What the customer does in this turn, in order.'),
    agent: agentActSchema,
  })
  .refine(
    ({ acts, agent }) =>
      !acts.some(isSecondIntent) || (acts.length === 1 && acts[0] === 'second-intent' && agent === 'answer'),
    'must have second-intent alone in its turn, without a chance, and an agent who answers it',
  );

const planSchema = z.strictObject({
  id: idSchema,
  weight: z.number().int().min(1).max(1000).default(1),
  turns: z
    .array(turnSchema)
    .min(1)
    .max(12)
    .refine(
      (turns) => turns.flatMap(({ acts }) => acts.filter(isSecondIntent)).length <= 1,
      'must have second-intent once at the most',
    ),
});

const conductSchema = z.strictObject({
  id: idSchema,
  deals: z
    .strictObject({
      missing: z.boolean().default(false),
      slip: z.boolean().default(false),
      constraints: z.number().int().min(0).max(10).default(0),
      attack: z.boolean().default(false),
      attack_order: z
        .array(idSchema)
        .default([])
        .describe(
          'Axes, the slowest first, by which techniques are dealt in turn; scenarios that differ in the last one share none. Axes left out come before.',
        ),
    })
    .prefault({})
    .describe('Which parts of the playbook a scenario of this behavior gets.'),
  plans: z.array(planSchema).min(1),
});

const techniqueSchema = z.strictObject({
  id: idSchema,
  group: idSchema,
  description: textSchema,
  quantity: z.boolean().default(false).describe('True where it may be about the governed quantity.'),
});

/** Schema of `behaviors.yaml`: how customers of a vertical act, whichever the domain. */
export const behaviorsSchema = z
  .strictObject({
    schema: z.literal('covergrid/behaviors@1'),
    id: idSchema,
    version: versionSchema,
    role: textSchema
      .default('You are the customer service agent of a business.')
      .describe('What the agent is told that it is, before the policies.'),
    clock: z
      .tuple([z.iso.datetime(), z.iso.datetime()])
      .default(['2026-03-02T08:00:00Z', '2026-11-27T20:00:00Z'])
      .describe('When conversations take place; both ends inclusive.'),
    styles: z.record(idSchema, weights).describe('Drawn once per conversation and kept.'),
    acts: z
      .record(idSchema, z.union([phrasesSchema, z.record(idSchema, phrasesSchema)]))
      .describe('Phrases of all domains, some by the value of a style.'),
    replies: z
      .record(idSchema, phrasesSchema)
      .default({})
      .describe('Reference replies that hold in every domain, by what the agent does.'),
    behaviors: z.array(conductSchema).min(1),
    techniques: z.array(techniqueSchema).default([]),
  })
  .meta({ title: 'Covergrid behaviors', description: 'Styles, shared acts, plans and attack techniques.' });

/** Behaviors as they stand in their file, defaults filled in. */
export type Behaviors = z.output<typeof behaviorsSchema>;
