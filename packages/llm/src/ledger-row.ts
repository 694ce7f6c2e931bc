import { z } from 'zod';

/** What a model is used for. */
export const roles = ['generator', 'target', 'user_simulator', 'judge'] as const;
/** What a model is used for: the rows of the ledger are summed by it. */
export type Role = (typeof roles)[number];

const count = z.int().min(0);

/** Schema of a row of the ledger: one call of the provider, or one answer from the cache. */
export const ledgerRowSchema = z.strictObject({
  schema: z.literal('covergrid/ledger@1'),
  at: z.iso.datetime().describe('When the call ended.'),
  role: z.enum(roles),
  provider: z.string(),
  model: z.string(),
  subject: z.string().nullable().describe("What the call was for, such as a conversation's id."),
  attempt: z.int().min(1),
  cached: z.boolean().describe('True for an answer from our own cache: its tokens were not used again.'),
  tokens: z
    .strictObject({ prompt: count, completion: count, cached: count })
    .nullable()
    .describe('As the provider counted; null where it did not.'),
  estimate: z
    .strictObject({ prompt: count, completion: count })
    .nullable()
    .describe('Where the provider did not count, and may have worked: what a budget takes it for.'),
  cost: z.number().min(0).nullable().describe('Null where it is not known.'),
  currency: z.string().nullable(),
  rate: z
    .strictObject({ model: z.string(), date: z.string().nullable(), source: z.string().nullable() })
    .nullable(),
  error: z.string().nullable().describe('The code of the fault, for a call that failed.'),
  latency_ms: z.number().min(0),
  request_id: z.string().nullable(),
});

/** One call of the provider, or one answer from the cache. */
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
