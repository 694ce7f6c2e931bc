import { z } from 'zod';
import { Expressions } from './expression.ts';

const DESCRIPTIONS = {
  formula:
    'A value computed from records: plain values stand for themselves, "$order.total" refers, {"$add": [...]} computes.',
  condition:
    'All keys hold: all, any, not, or a path such as order.status with a value, a list of values, or {not, min, max, above, below, is, in}.',
} as const;

/** A schema that checks a formula or condition by compiling it: the one place that knows their shape. */
export function expressionSchema<T>(kind: keyof typeof DESCRIPTIONS): z.ZodType<T, T> {
  const schema = z
    .unknown()
    .superRefine((value, context) => {
      const expressions = new Expressions();
      expressions[kind](value, []);
      for (const { code, path, message } of expressions.issues)
        context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
    })
    .meta({ id: kind, description: DESCRIPTIONS[kind] });
  return schema as unknown as z.ZodType<T, T>;
}
