import { z } from 'zod';
import { nameSchema, textSchema } from './names.ts';
import { conditionSchema, formulaSchema } from '@covergrid/testdata';

const described = { description: textSchema.optional() };

/** The part of JSON Schema that arguments of tools are declared in. */
export type ParameterSchema =
  | { type: 'string'; description?: string | undefined; enum?: string[] | undefined }
  | {
      type: 'integer' | 'number';
      description?: string | undefined;
      minimum?: number | undefined;
      maximum?: number | undefined;
    }
  | { type: 'boolean'; description?: string | undefined }
  | { type: 'array'; description?: string | undefined; items: ParameterSchema; minItems?: number | undefined }
  | ObjectParameters;

/** The arguments of a tool, or an object among them; no other keys may stand in it. */
export interface ObjectParameters {
  type: 'object';
  description?: string | undefined;
  properties: Record<string, ParameterSchema>;
  required?: string[] | undefined;
  additionalProperties?: false | undefined;
}

const parameterSchema: z.ZodType<ParameterSchema, ParameterSchema> = z
  .lazy(() =>
    z.union([
      z.strictObject({
        type: z.literal('string'),
        ...described,
        enum: z.array(z.string()).min(1).optional(),
      }),
      z.strictObject({
        type: z.enum(['integer', 'number']),
        ...described,
        minimum: z.number().optional(),
        maximum: z.number().optional(),
      }),
      z.strictObject({ type: z.literal('boolean'), ...described }),
      z.strictObject({
        type: z.literal('array'),
        ...described,
        items: parameterSchema,
        minItems: z.number().int().min(0).optional(),
      }),
      parametersSchema,
    ]),
  )
  .meta({ id: 'parameter' });

const parametersSchema: z.ZodType<ObjectParameters, ObjectParameters> = z
  .lazy(() =>
    z.strictObject({
      type: z.literal('object'),
      ...described,
      properties: z.record(nameSchema, parameterSchema),
      required: z.array(nameSchema).optional(),
      additionalProperties: z.literal(false).optional(),
    }),
  )
  .meta({ id: 'parameters' });

/** A tool as an agent is told of it. */
export const toolCardSchema = z.strictObject({
  name: nameSchema,
  description: textSchema,
  parameters: parametersSchema,
});
/** A tool as an agent is told of it: name, description, and JSON Schema of its arguments. */
export type ToolCard = z.output<typeof toolCardSchema>;

const guardSchema = z.strictObject({
  when: conditionSchema.describe('Must hold, over args, session, state and now.'),
  error: nameSchema,
  message: textSchema,
});

/**
 * A declared tool. `reads` gives its result from the state; `event` changes the state as the domain model says.
 * Formulas see `$args`, `$session` (what the agent is told of the signed-in customer), `$state`, `$now`, in `returns` also
 * `$result`, the record touched.
 */
export const toolSchema = z.strictObject({
  ...toolCardSchema.shape,
  requires: z
    .array(guardSchema)
    .optional()
    .describe('Guards beyond those of the event; the first that fails gives the error.'),
  reads: formulaSchema.optional(),
  event: z
    .string()
    .regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'must be entity.event')
    .optional(),
  target: formulaSchema.optional().describe('Key of the record the event is about.'),
  args: z
    .record(nameSchema, formulaSchema)
    .optional()
    .describe('Arguments of the event. Default: those of the tool.'),
  returns: formulaSchema.optional().describe('Default: the record touched.'),
});
/** A declared tool: what an agent sees of it, and what it does. */
export type Tool = z.output<typeof toolSchema>;
