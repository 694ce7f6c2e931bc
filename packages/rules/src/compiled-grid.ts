import { finishSteps, type Steps } from '@covergrid/core';
import type { Configuration, Dimension } from '@covergrid/taxonomy';
import { compileDiagram } from './compile-diagram.ts';
import { holds } from './condition.ts';
import { NodeCapReached } from './diagram-forest.ts';
import type { Fates } from './fates.ts';
import { gridTerms, type GridTerms } from './grid-terms.ts';
import { digitsOf, productOf, rowOf } from './radix.ts';
import type { RunVisitor } from './run-walk.ts';
import { ScanFates } from './scan-fates.ts';

/** Options of {@link compileGrid}. */
export interface CompileOptions {
  /** Decides ties and members of limits; an integer. Default 1. */
  readonly seed?: number;
  /**
   * Most nodes a diagram may have before the grid is enumerated instead (same fates, more time and memory).
   * Default 2,000,000.
   */
  readonly nodeCap?: number;
}

/** What one rule does, in scenarios. */
export interface RuleEffect {
  /** It matches so many of the raw grid. */
  readonly matched: number;
  /** So many of them were still kept when it applied. */
  readonly reached: number;
  /** So many it dropped. */
  readonly excluded: number;
}

/** Why one scenario is kept or not. */
export interface Explanation {
  /** Index of the rule that excludes it, or undefined where it is kept. */
  readonly excludedBy: number | undefined;
  /** Indexes of all rules whose predicate matches it, in file order. */
  readonly matching: readonly number[];
}

/**
 * A configuration compiled for one seed: the fate of every scenario, without listing any.
 *
 * A scenario is an array of digits, one per dimension, each the position of a value; `row` is its position in the
 * raw product (first dimension slowest), `rank` its position among the kept ones. All counts are exact.
 */
export class CompiledGrid {
  readonly dimensions: readonly Dimension[];
  readonly seed: number;
  /** Number of values of each dimension. */
  readonly radices: readonly number[];
  /** Scenarios of the full product. */
  readonly raw: number;
  readonly #terms: GridTerms;
  readonly #fates: Fates;

  /** Use {@link compileGrid}. */
  constructor(terms: GridTerms, fates: Fates) {
    this.#terms = terms;
    this.#fates = fates;
    this.dimensions = terms.dimensions;
    this.seed = terms.seed;
    this.radices = terms.radices;
    this.raw = productOf(terms.radices);
  }

  /** `diagram`, or `scan` where the node cap was reached. */
  get method(): 'diagram' | 'scan' {
    return this.#fates.method;
  }

  /** Nodes of the diagram; 0 for a scan. */
  get nodes(): number {
    return this.#fates.nodes;
  }

  /** Kept scenarios that limits picked one by one: each is looked up beside the diagram. */
  get retained(): number {
    return this.#fates.retained;
  }

  /** Scenarios kept. */
  get kept(): number {
    return this.#fates.kept;
  }

  /** The position of a scenario in the raw product. */
  rowOf(digits: ArrayLike<number>): number {
    return rowOf(this.radices, digits);
  }

  /** The scenario at a position of the raw product. */
  digitsOf(row: number): Uint16Array {
    return digitsOf(this.radices, row, new Uint16Array(this.radices.length));
  }

  /** What each rule does, in file order. */
  ruleEffects(): RuleEffect[] {
    const { matched, reached, totals } = this.#fates;
    return this.#terms.rules.map(({ label }, i) => ({
      matched: matched[i]!,
      reached: reached[i]!,
      excluded: totals[label]!,
    }));
  }

  /** Kept and excluded scenarios of a cell; `excluded` maps rule indexes to counts above 0. */
  cell(domain: number, behavior: number): { kept: number; excluded: Map<number, number> } {
    const totals = this.#fates.cellTotals(domain, behavior);
    const excluded = [...totals]
      .filter(([label, rows]) => label > 0 && rows > 0)
      .toSorted(([a], [b]) => a - b);
    return {
      kept: totals.get(0) ?? 0,
      excluded: new Map(excluded.map(([label, rows]) => [label - 1, rows])),
    };
  }

  /** Kept scenarios by dimension and value. */
  keptByValue(): readonly (readonly number[])[] {
    return this.#fates.keptByValue();
  }

  /**
   * Kept scenarios by combination of values of some dimensions (indexes, ascending): entry
   * `(v0 * radix1 + v1) * radix2 + …`. An entry of 0 is a combination that no kept scenario has.
   */
  tabulate(dimensions: readonly number[]): Float64Array {
    return this.#fates.tabulate(dimensions);
  }

  /**
   * Counts the scenarios whose value of every dimension is marked with 1 (an undefined entry marks all), without
   * listing them; `excluded` maps rule indexes to counts above 0.
   */
  countWhere(box: readonly (Uint8Array | undefined)[]): { kept: number; excluded: Map<number, number> } {
    return accountOf(this.#fates.countWhere(box));
  }

  /** Index of the rule that excludes a scenario, or undefined where it is kept. */
  decide(digits: ArrayLike<number>): number | undefined {
    const label = this.#fates.label(digits);
    return label === 0 ? undefined : label - 1;
  }

  /** The decision with every rule that matches, not only the first. */
  explain(digits: ArrayLike<number>): Explanation {
    const matching = this.#terms.rules.flatMap(({ condition }, i) => (holds(condition, digits) ? [i] : []));
    return { excludedBy: this.decide(digits), matching };
  }

  /** Writes the digits of the kept scenario of a rank (0 to `kept - 1`) and returns its row. */
  unrank(rank: number, into: Uint16Array): number {
    return this.#fates.unrank(rank, into);
  }

  /** How many kept scenarios come before this one, which itself need not be kept. */
  rank(digits: ArrayLike<number>): number {
    return this.#fates.rank(digits);
  }

  /**
   * Walks the scenarios of rows `from`..`to - 1` in order, handing out those that differ only in the last
   * dimension together. `kept` skips what holds no kept scenario; a run may still hold excluded ones.
   */
  walk(from: number, to: number, which: 'all' | 'kept', visit: RunVisitor): void {
    if (from < to) this.#fates.walk(from, to, which === 'kept', visit);
  }
}

/**
 * Compiles a configuration: exact counts, decisions and ranks without scanning the raw product.
 *
 * @throws LIMIT_TOO_LARGE where a limit would single out more than 5 million scenarios or a million groups
 * @throws GRID_TOO_LARGE where the diagram passes the node cap and the grid is too large to enumerate (2^33)
 */
export function compileGrid(configuration: Configuration, options: CompileOptions = {}): CompiledGrid {
  return finishSteps(compileSteps(configuration, options));
}

/** As {@link compileGrid}, in steps of some milliseconds: for callers that may want to stop it. */
export function* compileSteps(
  configuration: Configuration,
  options: CompileOptions = {},
): Steps<CompiledGrid> {
  const terms = gridTerms(configuration, options.seed ?? 1);
  return new CompiledGrid(terms, yield* compileFates(terms, options.nodeCap ?? 2_000_000));
}

function* compileFates(terms: GridTerms, nodeCap: number): Steps<Fates> {
  try {
    return yield* compileDiagram(terms, nodeCap);
  } catch (error) {
    if (!(error instanceof NodeCapReached)) throw error;
  }
  return yield* ScanFates.of(terms, nodeCap);
}

function accountOf(totals: ReadonlyMap<number, number>): { kept: number; excluded: Map<number, number> } {
  const excluded = [...totals].filter(([label, rows]) => label > 0 && rows > 0).toSorted(([a], [b]) => a - b);
  return { kept: totals.get(0) ?? 0, excluded: new Map(excluded.map(([label, rows]) => [label - 1, rows])) };
}
