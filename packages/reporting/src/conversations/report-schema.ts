import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
const counted = { conversations: count, turns: count.describe('Customer turns.') };

const datasetEntry = z.strictObject({
  dataset_id: z.string(),
  version: versionSchema,
  path: z.string().max(500).describe('Relative to the directory of the vertical, with forward slashes.'),
  ...counted,
  sha256: hash.describe('Of both headers, which hash every part.'),
  twins: z
    .literal(true)
    .optional()
    .describe('Benign twins of attacks: outside the grid, and so in none of the figures.'),
});

/** Schema of `conversations.json`: the figures of a conversations report, and what they were made from. */
export const conversationsReportSchema = z
  .strictObject({
    schema: z.literal('covergrid/conversations-report@1'),
    made_from: hash.describe('Equal where the figures must be: program, plan of the grid, datasets.'),
    datasets: z.array(datasetEntry),
    ...counted,
    cells: z.array(z.strictObject({ domain: idSchema, behavior: idSchema, ...counted })),
    outcomes: z.array(z.strictObject({ decision: z.string(), verdict: z.string(), ...counted })),
    remedies: z.record(z.string(), count),
    techniques: z.array(z.strictObject({ technique: z.string(), domain: idSchema, ...counted })),
    circumstances: z.array(z.strictObject({ domain: idSchema, circumstance: z.string(), ...counted })),
    domains_without_playbook: z.array(idSchema).optional(),
    words: z.strictObject({
      turns: count.describe('Customer turns of variant 0 that were measured.'),
      figures: z.array(
        z.strictObject({
          figure: z.string(),
          value: z.number().nullable().describe('Shares 0 to 1; null where there is too little to tell.'),
          verdict: z.enum(['met', 'short', 'failed', 'unjudged']),
        }),
      ),
    }),
    characters: z
      .strictObject({
        system: count,
        tools: count,
        session: count,
        turns: count,
        replies: count,
        sent: count.describe('Where each request sends all but the replies to come again.'),
      })
      .describe('Sums over all conversations.'),
    files: z
      .array(z.strictObject({ path: z.string(), sha256: hash }))
      .describe('Pages that were made with this.'),
  })
  .meta({ title: 'Covergrid conversations report', description: 'What some datasets hold, in figures.' });

/** Contents of `conversations.json`. */
export type ConversationsReport = z.output<typeof conversationsReportSchema>;
/** A dataset that a report is on. */
export type ReportedDataset = ConversationsReport['datasets'][number];
