import { idSchema, versionSchema } from '@covergrid/core/schema';
import { z } from 'zod';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
const source = z.strictObject({ id: idSchema, version: versionSchema, sha256: hash });
const totals = z.strictObject({ raw: count, excluded: count, kept: count });

const ruleAccount = z.strictObject({
  id: z.string(),
  category: z.string(),
  rationale: z.string(),
  matched: count.describe('Scenarios of the raw grid that the rule matches.'),
  reached: count.describe('Those of them still kept when the rule applied.'),
  excluded: count.describe('Those it dropped.'),
});

const axisAccount = z.strictObject({
  id: z.string(),
  bins: z.array(z.strictObject({ id: z.string(), raw: count, kept: count })),
});

const cellAccount = z.strictObject({
  domain: z.string(),
  behavior: z.string(),
  raw: count,
  kept: count,
  excluded: count,
  by_rule: z
    .record(z.string(), count)
    .describe('Dropped scenarios by rule; rules that drop none are left out.'),
});

const fileEntry = z.strictObject({
  path: z.string().max(500).describe('Relative to the directory of the manifest, with forward slashes.'),
  count: count.describe('Lines.'),
  sha256: hash,
});

const shardCount = count.min(1).max(100_000);
const shardBy = z.enum(['rank', 'domain', 'behavior']);

const selection = z.strictObject({
  domains: z.array(idSchema).optional(),
  behaviors: z.array(idSchema).optional(),
  shard: z.strictObject({ index: shardCount, of: shardCount, by: shardBy }).optional(),
  totals: totals.describe('Of the selected part of the grid.'),
});

/** Schema of `manifest.json`: the account of a grid. Domains, behaviors, axes and bins stand in order of their ids. */
export const manifestSchema = z
  .strictObject({
    schema: z.literal('covergrid/manifest@1'),
    generator: z.strictObject({ name: z.literal('covergrid'), version: versionSchema }),
    plan_sha256: hash.describe(
      'Of everything that decides the bytes: version, configuration, seed, selection, listing.',
    ),
    taxonomy: source,
    exclusions: source,
    seed: z.number().int(),
    totals,
    rules: z.array(ruleAccount).describe('In the order in which they apply in the file.'),
    axes: z.array(axisAccount),
    cells: z.array(cellAccount),
    conversations: z
      .strictObject({
        domains_without_playbook: z
          .array(idSchema)
          .describe('Domains that can have no conversations yet; sorted, empty where all have a playbook.'),
      })
      .optional()
      .describe('Where the vertical has playbooks: the gap that conversations leave.'),
    selection: selection.optional().describe('What was asked for, where it is not the whole grid.'),
    shards: z
      .strictObject({ of: shardCount, by: shardBy })
      .optional()
      .describe('Where the listing was made in shares and merged: the files stand in order of shares.'),
    listing: z.enum(['all', 'kept', 'none']).describe('Which scenarios the files list.'),
    files: z.array(fileEntry),
  })
  .meta({
    title: 'Covergrid manifest',
    description: 'Every scenario of a grid accounted for: raw = kept + excluded by rule.',
  });

/** The account of a grid, as it stands in `manifest.json`. */
export type Manifest = z.output<typeof manifestSchema>;
/** What one rule does. */
export type RuleAccount = Manifest['rules'][number];
/** Raw and kept scenarios by bin of one axis. */
export type AxisAccount = Manifest['axes'][number];
/** One domain × behavior pair. */
export type CellAccount = Manifest['cells'][number];
/** A file that belongs to the manifest. */
export type FileEntry = Manifest['files'][number];
/** The part of the grid that was asked for, with its own totals. */
export type Selection = NonNullable<Manifest['selection']>;

/** JSON Schema (draft 2020-12) of `manifest.json`. */
export function manifestJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { io: 'input' });
  return { $schema, $id: 'urn:covergrid:schema:manifest:1', ...schema };
}
