import type { CompiledGrid } from '@covergrid/rules';
import { selectedRanges, type GridSelection } from './grid-selection.ts';
import type { Manifest } from './manifest-schema.ts';
import type { RowRange } from './scenario-chunks.ts';

/** The rows that a manifest's files list, in the order of their lines. */
export function listingRanges(grid: CompiledGrid, manifest: Manifest): RowRange[] {
  const { listing, selection, shards } = manifest;
  if (listing === 'none') return [];
  const asked: GridSelection = {
    domains: selection?.domains,
    behaviors: selection?.behaviors,
    shard: selection?.shard,
  };
  if (shards === undefined) return selectedRanges(grid, asked, listing);
  return Array.from({ length: shards.of }, (_, i) => ({ index: i + 1, ...shards })).flatMap((shard) =>
    selectedRanges(grid, { ...asked, shard }, listing),
  );
}
