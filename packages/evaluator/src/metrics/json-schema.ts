import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import { z } from 'zod';
import { linearPattern } from '../linear-pattern.ts';
import { metricPlugin } from '../metric.ts';
import { scored } from '../score.ts';

const FENCED = /^```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/;

/** The last reply is JSON that fits a schema; or the outcome that the agent stated does. */
export const jsonSchemaMetric = metricPlugin({
  name: 'json_schema',
  apiVersion: 1,
  options: z
    .strictObject({
      schema: z.record(z.string(), z.json()).describe('JSON Schema, draft 2020-12.'),
      of: z.enum(['reply', 'outcome']).default('reply'),
    })
    .superRefine(({ schema }, context) => {
      try {
        compile(schema);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          path: ['schema'],
          message: `is no JSON Schema: ${(error as Error).message}`,
        });
      }
    }),
  create: ({ schema, of }) => {
    const validate = compile(schema);
    return {
      kind: 'pass_fail',
      judgesAnswer: true,
      score: ({ lastReply, result }) => {
        if (of === 'outcome' && result.outcome === null) return [scored(0, 'The agent stated no outcome.')];
        const parsed = of === 'outcome' ? { value: result.outcome as unknown } : parse(lastReply);
        if (parsed === undefined) return [scored(0, 'The reply is no JSON.')];
        if (validate(parsed.value)) return [scored(1, 'It fits the schema.')];
        const [first] = validate.errors ?? [];
        return [
          scored(
            0,
            `It does not fit the schema: ${first?.instancePath ?? ''} ${first?.message ?? ''}`.trimEnd(),
          ),
        ];
      },
    };
  },
});

/** Patterns in the schema are the user's, and run on an engine of linear time. */
function compile(schema: Record<string, unknown>): ValidateFunction {
  const regExp = Object.assign(
    // Ajv takes patterns with equal strings for one.
    (pattern: string) => ({ ...linearPattern(pattern), toString: () => pattern }),
    { code: 'linearPattern' },
  );
  return new Ajv2020({ strict: false, code: { regExp } }).compile(schema);
}

function parse(reply: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(FENCED.exec(reply.trim())?.[1] ?? reply) };
  } catch {
    return undefined;
  }
}
