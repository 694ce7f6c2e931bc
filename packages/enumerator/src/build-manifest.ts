import { canonicalHash } from '@covergrid/core';
import type { CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { countLines, selectedRanges, type GridSelection } from './grid-selection.ts';
import type { Manifest } from './manifest-schema.ts';
import type { Listing } from './scenario-chunks.ts';

/** What a manifest is made from, beside the grid. */
export interface ManifestOptions {
  /** Version of the product that makes it. */
  readonly version: string;
  readonly selection: GridSelection;
  readonly listing: Listing | 'none';
  /** Where the listing is merged from shards. */
  readonly shards?: Manifest['shards'];
  /** Where the vertical has playbooks: the gap that conversations leave. */
  readonly conversations?: Manifest['conversations'];
}

/** The account of a grid. `files` is empty: whoever writes the listing adds them. */
export function buildManifest(
  configuration: Configuration,
  grid: CompiledGrid,
  { version, selection, listing, shards, conversations }: ManifestOptions,
): Manifest {
  const { taxonomy, exclusions } = configuration;
  const source = (config: { id: string; version: string }): Manifest['taxonomy'] => ({
    id: config.id,
    version: config.version,
    sha256: canonicalHash(config),
  });
  const identity = {
    schema: 'covergrid/manifest@1' as const,
    generator: { name: 'covergrid' as const, version },
    taxonomy: source(taxonomy),
    exclusions: source(exclusions),
    seed: grid.seed,
  };
  const asked = askedFor(selection);
  const { schema, generator, ...inputs } = identity;
  return {
    schema,
    generator,
    plan_sha256: canonicalHash({
      ...identity,
      listing,
      selection: asked ?? null,
      shards: shards ?? null,
      // Left out where nothing is said, so that manifests from before it keep their hash.
      ...(conversations && { conversations }),
    }),
    ...inputs,
    totals: { raw: grid.raw, excluded: grid.raw - grid.kept, kept: grid.kept },
    rules: ruleAccounts(configuration, grid),
    axes: axisAccounts(grid),
    cells: cellAccounts(configuration, grid),
    ...(conversations && { conversations }),
    ...(asked && { selection: { ...asked, totals: selectionTotals(grid, selection, listing) } }),
    ...(shards && { shards }),
    listing,
    files: [],
  };
}

function askedFor({
  domains,
  behaviors,
  shard,
}: GridSelection): Omit<NonNullable<Manifest['selection']>, 'totals'> | undefined {
  if (domains === undefined && behaviors === undefined && shard === undefined) return undefined;
  return {
    ...(domains && { domains: [...domains].toSorted() }),
    ...(behaviors && { behaviors: [...behaviors].toSorted() }),
    ...(shard && { shard: { ...shard } }),
  };
}

function selectionTotals(
  grid: CompiledGrid,
  selection: GridSelection,
  listing: Listing | 'none',
): Manifest['totals'] {
  const ranges = selectedRanges(grid, selection, listing === 'none' ? 'kept' : listing);
  const raw = countLines(grid, ranges, 'all');
  const kept = countLines(grid, ranges, 'kept');
  return { raw, excluded: raw - kept, kept };
}

function ruleAccounts({ exclusions }: Configuration, grid: CompiledGrid): Manifest['rules'] {
  const effects = grid.ruleEffects();
  return exclusions.rules.map(({ id, category, rationale }, i) => ({
    id,
    category,
    rationale,
    ...effects[i]!,
  }));
}

function axisAccounts(grid: CompiledGrid): Manifest['axes'] {
  const kept = grid.keptByValue();
  return grid.dimensions.slice(2).map(({ id, values }, axis) => ({
    id,
    bins: values.map((bin, v) => ({ id: bin, raw: grid.raw / values.length, kept: kept[axis + 2]![v]! })),
  }));
}

function cellAccounts({ exclusions }: Configuration, grid: CompiledGrid): Manifest['cells'] {
  const [domains, behaviors] = grid.dimensions;
  const raw = grid.raw / (domains!.values.length * behaviors!.values.length);
  return domains!.values.flatMap((domain, d) =>
    behaviors!.values.map((behavior, b) => {
      const { kept, excluded } = grid.cell(d, b);
      const by_rule = Object.fromEntries(
        [...excluded].map(([rule, count]) => [exclusions.rules[rule]!.id, count]),
      );
      return { domain, behavior, raw, kept, excluded: raw - kept, by_rule };
    }),
  );
}
