import type { Configuration } from '@covergrid/taxonomy';
import type { CompiledGrid } from '@covergrid/rules';
import type { GridSelection, Listing, Manifest, RowRange } from '@covergrid/enumerator';

/** What a plan is made from, beside the configuration. All optional. */
export interface PlanOptions {
  /** Integer; decides ties and members of limits. Default 1. */
  readonly seed?: number | undefined;
  /** Domain and behavior ids to list; default all. Fates and totals never depend on them. */
  readonly domains?: readonly string[] | undefined;
  readonly behaviors?: readonly string[] | undefined;
  /** Which scenarios are listed. Default: `all` up to a million raw scenarios, else `none`. */
  readonly listing?: Listing | 'none' | undefined;
  /** List one share of the selection only; `index` counts from 1. */
  readonly shard?: NonNullable<GridSelection['shard']> | undefined;
  /** For tests: see CompileOptions. */
  readonly nodeCap?: number | undefined;
}

/** What a run would write: a value without effects, for the CLI to print and the API to return. */
export interface CoveragePlan {
  readonly configuration: Configuration;
  readonly grid: CompiledGrid;
  readonly selection: GridSelection;
  /** The account; `files` is empty until the listing is written. */
  readonly manifest: Manifest;
  /** Row ranges that the listing holds, in order; empty for `none`. */
  readonly ranges: readonly RowRange[];
  /** Lines that the listing will have. */
  readonly lines: number;
}
