import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkConstraint } from '../src/check-constraint.ts';
import { constraintKindSchema, constraintSchema, type ConstraintKind } from '../src/constraint-schema.ts';
import type { Transcript } from '../src/transcript.ts';

const turnSchema = z.union([
  z.string().transform((reply) => ({ reply, calls: [] })),
  z.strictObject({
    reply: z.string(),
    calls: z.array(z.strictObject({ tool: z.string(), arguments: z.record(z.string(), z.json()) })),
  }),
]);
const answerSchema = z.union([turnSchema.transform((turn) => [turn]), z.array(turnSchema)]);
const fixtureSchema = z.array(
  z.strictObject({
    kind: constraintKindSchema,
    parameters: z.record(z.string(), z.json()),
    met: z.array(answerSchema),
    violated: z.array(answerSchema),
  }),
);

/** How the checker's verdicts compare with those of a person. */
export interface Agreement {
  readonly total: number;
  readonly right: number;
  readonly byKind: ReadonlyMap<ConstraintKind, { readonly total: number; readonly right: number }>;
  /** What was judged otherwise, a line each. */
  readonly wrong: readonly string[];
}

/** Judges every reply of a fixture. */
export function agreementOn(file: URL): Agreement {
  const byKind = new Map<ConstraintKind, { total: number; right: number }>();
  const wrong: string[] = [];
  for (const entry of fixtureSchema.parse(parse(readFileSync(file, 'utf8')))) {
    const constraint = constraintSchema.parse({
      id: 'c',
      kind: entry.kind,
      parameters: entry.parameters,
      text: 'x',
    });
    const tally = byKind.get(entry.kind) ?? { total: 0, right: 0 };
    byKind.set(entry.kind, tally);
    for (const [expected, answers] of [
      [true, entry.met],
      [false, entry.violated],
    ] as const) {
      for (const turns of answers) {
        const { isMet, reason } = checkConstraint(constraint, { turns } satisfies Transcript);
        tally.total++;
        if (isMet === expected) tally.right++;
        else
          wrong.push(
            `${entry.kind}: ${expected ? 'met' : 'violated'}, but: ${reason} ${JSON.stringify(turns)}`,
          );
      }
    }
  }
  const sum = (key: 'total' | 'right') => [...byKind.values()].reduce((all, tally) => all + tally[key], 0);
  return { total: sum('total'), right: sum('right'), byKind, wrong };
}
