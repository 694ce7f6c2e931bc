import { idSchema, versionSchema } from '@covergrid/core/schema';
import { conversationSchema, goldenSchema } from '@covergrid/worlds';
import { z } from 'zod';

const difficulty = z.enum(['easy', 'medium', 'hard']);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
const datasetId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,199}$/, 'must be ids joined by dots');

const partSchema = z.strictObject({
  path: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,127}$/, 'must be a file name')
    .describe('A file beside this one.'),
  count: z.number().int().min(1).describe('Lines in it.'),
  sha256,
});

const metadataSchema = z.strictObject({
  dataset_id: datasetId.describe('commerce.returns-refunds-exchanges.multi-turn, commerce.all, …'),
  version: versionSchema.describe(
    'Against the version before: patch for wording only, minor for more conversations, major where an outcome, a constraint or an id changed or went.',
  ),
  vertical: idSchema,
  scope: z.strictObject({ domains: z.array(idSchema), behaviors: z.array(idSchema) }),
  difficulty: z.union([difficulty, z.literal('mixed'), z.array(difficulty).min(1)]),
  seed: z.number().int(),
  variants: z.number().int().min(1),
  config: z.record(z.string(), sha256).describe('What it was made from, by name.'),
  plan_sha256: sha256.optional().describe('Equal where the same bytes are to be.'),
  twins: z
    .literal(true)
    .optional()
    .describe('Benign twins of the adversarial conversations in scope: same words, true premise.'),
  counts: z.strictObject({ conversations: z.number().int().min(0), turns: z.number().int().min(0) }),
  licence: z.string(),
  created_by: z.string(),
});

/** Schema of `dataset.json`: what a dataset is, and the files that hold its conversations. */
export const datasetSchema = z
  .strictObject({
    schema: z.literal('covergrid/dataset@2'),
    metadata: metadataSchema,
    parts: z.array(partSchema),
  })
  .meta({ title: 'Covergrid dataset', description: 'Conversations, in parts.' });

/** Schema of `golden.json`: the goldens of a dataset, part by part as its conversations. */
export const goldenFileSchema = z
  .strictObject({
    schema: z.literal('covergrid/golden@2'),
    metadata: metadataSchema,
    parts: z.array(partSchema),
  })
  .meta({ title: 'Covergrid golden file', description: 'What is right for each conversation of a dataset.' });

/** Contents of `dataset.json`. */
export type DatasetDocument = z.output<typeof datasetSchema>;
/** Contents of `golden.json`. */
export type GoldenDocument = z.output<typeof goldenFileSchema>;
/** What a dataset is. */
export type DatasetMetadata = DatasetDocument['metadata'];
/** One file of a dataset or golden file. */
export type Part = DatasetDocument['parts'][number];

const { shape } = conversationSchema;
const { shape: goldenShape } = goldenSchema;
const NO_POLICY = { id: '', boundary: 'unknown', quantity: '', value: null, limit: null, flags: [] };

/**
 * Schema of a dataset of version 1: conversations inline, one difficulty, most else optional. {@link migrateDataset}
 * brings it to version 2.
 */
export const datasetSchemaV1 = z.object({
  schema: z.literal('covergrid/dataset@1'),
  metadata: z.object({
    dataset_id: datasetId,
    version: versionSchema.default('1.0.0'),
    vertical: idSchema,
    difficulty: difficulty.default('medium'),
    seed: z.number().int().default(1),
    licence: z.string().default('unknown'),
    created_by: z.string().default('unknown'),
  }),
  conversations: z.array(
    conversationSchema.omit({ schema: true, dataset_id: true, difficulty: true }).extend({
      variant: shape.variant.default(0),
      persona: shape.persona.default({}),
      system: shape.system.default(''),
      tools: shape.tools.default([]),
      session: shape.session.default({}),
      world: shape.world.default({ now: '1970-01-01T00:00:00Z' }),
      metadata: shape.metadata.default({}),
    }),
  ),
});

/** Schema of a golden file of version 1: entries inline, constraints optional. */
export const goldenFileSchemaV1 = z.object({
  schema: z.literal('covergrid/golden@1'),
  metadata: z.object({ dataset_id: datasetId, version: versionSchema.default('1.0.0') }),
  entries: z.array(
    goldenSchema.omit({ schema: true, dataset_id: true }).extend({
      constraints: goldenShape.constraints.default([]),
      expected_actions: goldenShape.expected_actions.default([]),
      final_state: goldenShape.final_state.default([]),
      must_communicate: goldenShape.must_communicate.default([]),
      policy: goldenShape.policy.default(NO_POLICY),
      availability: goldenShape.availability.default('unknown'),
      evaluation_criteria: z.array(z.string().min(1)).default([]),
    }),
  ),
});
