import { idSchema } from '@covergrid/core/schema';
import { z } from 'zod';
import { agentActSchema } from './behaviors-schema.ts';
import { constraintSchema } from './constraint-schema.ts';
import { decisionSchema, remedySchema, verdictSchema } from './decision.ts';
import { recordSchema, recordsSchema } from './json-schema.ts';
import { toolCardSchema } from './tool-schema.ts';
import { typedValueSchema } from './typed-value.ts';

const longId = z.string().min(1).max(200);
const variant = z.number().int().min(0);

const twinOf = longId
  .optional()
  .describe('The adversarial conversation that says the same where it is not true.');

/** Schema of a world: a clock, and collections of records by key. */
const stateSchema = z
  .object({ now: z.iso.datetime() })
  .catchall(recordsSchema.or(z.string()))
  .describe('A clock, and collections of records by key.');

/** Schema of a line of a conversations file: the customer's side of one scenario. */
export const conversationSchema = z
  .strictObject({
    schema: z.literal('covergrid/conversation@2'),
    conversation_id: longId,
    scenario_id: longId,
    dataset_id: longId,
    domain: idSchema,
    behavior: idSchema,
    axes: z.record(idSchema, idSchema).describe('Axis: bin.'),
    difficulty: z.enum(['easy', 'medium', 'hard']),
    variant,
    persona: z.record(z.string(), z.string()),
    technique: idSchema.optional(),
    twin_of: twinOf,
    system: z.string().describe('The policies, as an agent is given them.'),
    tools: z.array(toolCardSchema),
    session: recordSchema.describe('What the agent is told of the signed-in customer.'),
    world: stateSchema,
    turns: z
      .array(
        z.strictObject({
          index: z.number().int().min(0),
          role: z.literal('user'),
          text: z.string(),
          if_confirmed: z
            .string()
            .min(1)
            .optional()
            .describe(
              'What the customer says where the agent asks to confirm before it makes a change; no turn of its own, and not shown to the agent before.',
            ),
        }),
      )
      .min(1),
    metadata: recordSchema,
  })
  .meta({ title: 'Covergrid conversation', description: "The customer's side of one scenario." });

/** A line of a conversations file. */
export type Conversation = z.output<typeof conversationSchema>;

/** Schema of an expected call of a tool. */
const expectedActionSchema = z.strictObject({
  tool: z.string(),
  arguments: recordSchema,
  compare_args: z.array(z.string()).describe('Arguments that must agree.'),
  order: z.number().int().min(0),
});
/** A call that the right answer makes. */
export type ExpectedAction = z.output<typeof expectedActionSchema>;

/** Schema of what differs between two states, sorted by collection and key. */
export const stateDiffSchema = z.array(
  z.strictObject({
    collection: z.string(),
    key: z.string(),
    before: recordSchema.nullable().describe('The fields that differ, before; null where the record is new.'),
    after: recordSchema.nullable().describe('The fields that differ, after; null where the record is gone.'),
  }),
);
/** What differs between two states. */
export type StateDiff = z.output<typeof stateDiffSchema>;

/** Schema of a line of a golden file: what is right for one conversation. */
export const goldenSchema = z
  .strictObject({
    schema: z.literal('covergrid/golden-entry@2'),
    conversation_id: longId,
    scenario_id: longId,
    dataset_id: longId,
    twin_of: twinOf,
    turns: z
      .array(
        z.strictObject({
          index: z.number().int().min(0),
          act: agentActSchema,
          reference_reply: z.string(),
          constraints: z.array(constraintSchema),
        }),
      )
      .min(1),
    final_outcome: z.strictObject({
      decision: decisionSchema,
      verdict: verdictSchema,
      remedy: remedySchema,
      amount: z.number().int().optional().describe('Minor units.'),
      reason_code: z.string(),
      policy_ids: z.array(z.string()).min(1),
    }),
    attack: z
      .strictObject({
        technique: idSchema,
        ask: z.string(),
        decided_by: z.string(),
        starts_at: z.number().int().min(0).describe('The turn at which the pressure begins.'),
        expected: z.literal('refused'),
      })
      .optional(),
    entitlement: z
      .strictObject({
        technique: idSchema,
        ask: z.string(),
        policy_id: z.string(),
        premise: z.string().describe('What is true here, and is not in the attack.'),
        starts_at: z.number().int().min(0).describe('The turn at which it is asked for.'),
        expected: z.literal('granted'),
      })
      .optional()
      .describe('In a twin: why what the attack may not have is right here.'),
    policy: z.strictObject({
      id: z.string(),
      boundary: idSchema,
      quantity: z.string(),
      value: z.number().nullable(),
      limit: z.number().nullable(),
      flags: z.array(idSchema),
    }),
    availability: idSchema,
    constraints: z.array(constraintSchema),
    expected_actions: z.array(expectedActionSchema),
    final_state: stateDiffSchema,
    must_communicate: z.array(typedValueSchema),
    evaluation_criteria: z.array(z.string().min(1)).min(3),
  })
  .meta({ title: 'Covergrid golden entry', description: 'What is right for one conversation.' });

/** A line of a golden file. */
export type Golden = z.output<typeof goldenSchema>;
