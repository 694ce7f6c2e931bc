import {
  CovergridError,
  didYouMean,
  finishSteps,
  printable,
  productVersion,
  type ErrorCode,
  type Steps,
} from '@covergrid/core';
import {
  buildManifest,
  countLines,
  listingRanges,
  type GridSelection,
  type Listing,
  type Manifest,
  type RowRange,
  type Shard,
} from '@covergrid/enumerator';
import { compileSteps, type CompiledGrid } from '@covergrid/rules';
import type { Configuration } from '@covergrid/taxonomy';
import { domainsWithoutPlaybook } from './resolve-configuration.ts';

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
  readonly shard?: Shard | undefined;
  /** Domains that can have no conversations yet, for the manifest to name. Default: those of the built-in vertical. */
  readonly domainsWithoutPlaybook?: readonly string[] | undefined;
  /** For tests: see CompileOptions. */
  readonly nodeCap?: number | undefined;
}

/** What a run would write: a value without effects, for the CLI to print and the API to return. */
export interface CoveragePlan {
  readonly configuration: Configuration;
  readonly grid: CompiledGrid;
  /** The account; `files` is empty until the listing is written. */
  readonly manifest: Manifest;
  /** Row ranges that the listing holds, in order; empty for `none`. */
  readonly ranges: readonly RowRange[];
  /** Lines that the listing will have. */
  readonly lines: number;
}

/** Grids up to this size list every scenario unless told otherwise. */
const LISTED_BY_DEFAULT = 1_000_000;

/**
 * Compiles a configuration and accounts for its grid.
 *
 * @throws CONFIG_UNKNOWN_DOMAIN, CONFIG_UNKNOWN_BEHAVIOR for a selection of what is not there; USAGE for a bad seed
 *   or shard; what compileGrid throws
 */
export function planCoverage(configuration: Configuration, options: PlanOptions = {}): CoveragePlan {
  return finishSteps(planSteps(configuration, options));
}

/** As {@link planCoverage}, in steps: for `takeSteps`, which can stop it. */
export function* planSteps(configuration: Configuration, options: PlanOptions = {}): Steps<CoveragePlan> {
  const { seed = 1, domains, behaviors, shard, nodeCap } = options;
  if (!Number.isSafeInteger(seed)) throw new CovergridError('USAGE', 'A seed is an integer within ±2^53.');
  if (shard !== undefined) checkShard(shard);
  const grid = yield* compileSteps(configuration, { seed, ...(nodeCap !== undefined && { nodeCap }) });
  checkIds(domains, grid.dimensions[0]!.values, 'domain', 'CONFIG_UNKNOWN_DOMAIN');
  checkIds(behaviors, grid.dimensions[1]!.values, 'behavior', 'CONFIG_UNKNOWN_BEHAVIOR');
  const listing = options.listing ?? (grid.raw <= LISTED_BY_DEFAULT ? 'all' : 'none');
  if (shard !== undefined && listing === 'none') {
    throw new CovergridError('USAGE', 'A shard is a share of a listing: say which scenarios to list.');
  }
  const selection: GridSelection = { domains, behaviors, shard };
  const gap = options.domainsWithoutPlaybook ?? domainsWithoutPlaybook(configuration);
  const manifest = buildManifest(configuration, grid, {
    version: productVersion(),
    selection,
    listing,
    ...(gap && { conversations: { domains_without_playbook: gap.toSorted() } }),
  });
  yield;
  const ranges = listingRanges(grid, manifest);
  const lines = listing === 'none' ? 0 : countLines(grid, ranges, listing);
  return { configuration, grid, manifest, ranges, lines };
}

function checkShard({ index, of }: Shard): void {
  const isShare =
    Number.isSafeInteger(index) && Number.isSafeInteger(of) && index >= 1 && index <= of && of <= 100_000;
  if (!isShare) throw new CovergridError('USAGE', 'A shard is k/n with 1 ≤ k ≤ n ≤ 100,000.');
}

function checkIds(
  wanted: readonly string[] | undefined,
  known: readonly string[],
  what: string,
  code: ErrorCode,
): void {
  if (wanted?.length === 0) throw new CovergridError('USAGE', `The selection names no ${what}.`);
  const unknown = wanted?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new CovergridError(
      code,
      `There is no ${what} "${printable(unknown)}".${didYouMean(unknown, known)}`,
    );
  }
}
