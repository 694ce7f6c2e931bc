import type { CompiledGrid } from '@covergrid/rules';
import type { Listing, RowRange } from './scenario-chunks.ts';

/** One share of a listing. */
export interface Shard {
  /** Counts from 1. */
  readonly index: number;
  readonly of: number;
  /** Equal shares of the lines, or of the domains or behaviors. */
  readonly by: 'rank' | 'domain' | 'behavior';
}

/** The part of a grid that is asked for; what is left out means all. It never changes a fate. */
export interface GridSelection {
  readonly domains?: readonly string[] | undefined;
  readonly behaviors?: readonly string[] | undefined;
  readonly shard?: Shard | undefined;
}

/** The rows of a selection, as ranges in ascending order that do not touch. */
export function selectedRanges(grid: CompiledGrid, selection: GridSelection, listing: Listing): RowRange[] {
  const { shard } = selection;
  const [domains, behaviors] = grid.dimensions;
  const wantedDomains = selectIds(domains!.values, selection.domains);
  const wantedBehaviors = selectIds(behaviors!.values, selection.behaviors);
  const ranges = cellRanges(
    grid,
    shard?.by === 'domain' ? share(wantedDomains, shard) : wantedDomains,
    shard?.by === 'behavior' ? share(wantedBehaviors, shard) : wantedBehaviors,
  );
  return shard?.by === 'rank' ? shareOfLines(grid, ranges, listing, shard) : ranges;
}

/** How many lines a listing of some rows has. */
export function countLines(grid: CompiledGrid, ranges: readonly RowRange[], listing: Listing): number {
  return ranges.reduce((sum, range) => sum + linesIn(grid, range, listing), 0);
}

/** Kept scenarios before a row. */
export function keptBefore(grid: CompiledGrid, row: number): number {
  return row >= grid.raw ? grid.kept : grid.rank(grid.digitsOf(row));
}

function linesIn(grid: CompiledGrid, { from, to }: RowRange, listing: Listing): number {
  return listing === 'all' ? to - from : keptBefore(grid, to) - keptBefore(grid, from);
}

function selectIds(values: readonly string[], wanted: readonly string[] | undefined): number[] {
  return [...values.keys()].filter((i) => wanted === undefined || wanted.includes(values[i]!));
}

/** Entries ⌊n(k-1)/of⌋ up to ⌊nk/of⌋. */
function share(entries: readonly number[], { index, of }: Shard): number[] {
  return entries.slice(bound(entries.length, index - 1, of), bound(entries.length, index, of));
}

/** ⌊total · part / of⌋ without losing digits: BigInt, since the product may pass 2^53. */
function bound(total: number, part: number, of: number): number {
  return Number((BigInt(total) * BigInt(part)) / BigInt(of));
}

function cellRanges(
  grid: CompiledGrid,
  domains: readonly number[],
  behaviors: readonly number[],
): RowRange[] {
  const perDomain = grid.dimensions[1]!.values.length;
  const cellSize = grid.raw / (grid.dimensions[0]!.values.length * perDomain);
  const ranges: { from: number; to: number }[] = [];
  for (const domain of domains) {
    for (const behavior of behaviors) {
      const from = (domain * perDomain + behavior) * cellSize;
      const last = ranges.at(-1);
      if (last?.to === from) last.to += cellSize;
      else ranges.push({ from, to: from + cellSize });
    }
  }
  return ranges;
}

function shareOfLines(
  grid: CompiledGrid,
  ranges: readonly RowRange[],
  listing: Listing,
  { index, of }: Shard,
): RowRange[] {
  const total = countLines(grid, ranges, listing);
  const [first, end] = [bound(total, index - 1, of), bound(total, index, of)];
  const shares: RowRange[] = [];
  let before = 0;
  for (const range of ranges) {
    const lines = linesIn(grid, range, listing);
    const [low, high] = [Math.max(first - before, 0), Math.min(end - before, lines)];
    if (low < high) {
      shares.push({ from: rowOfLine(grid, range, listing, low), to: rowOfLine(grid, range, listing, high) });
    }
    before += lines;
  }
  return shares;
}

/** The row of the line with this number in a range; where there is none, the end of the range. */
function rowOfLine(grid: CompiledGrid, range: RowRange, listing: Listing, line: number): number {
  if (listing === 'all') return range.from + line;
  const rank = keptBefore(grid, range.from) + line;
  if (rank >= keptBefore(grid, range.to)) return range.to;
  return grid.unrank(rank, new Uint16Array(grid.radices.length));
}
