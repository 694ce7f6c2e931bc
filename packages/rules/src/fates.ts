import type { RunVisitor } from './run-walk.ts';

/** The fate of every row of a grid, however it is held. Labels: 0 kept, `i + 1` excluded by rule `i`. */
export interface Fates {
  /** `scan` where the diagram would have passed the node cap and the grid was enumerated instead. */
  readonly method: 'diagram' | 'scan';
  /** Nodes of the diagram; 0 for a scan. */
  readonly nodes: number;
  readonly kept: number;
  /** Kept rows that stand beside the diagram; 0 for a scan. */
  readonly retained: number;
  /** Per rule: rows it matches in the raw grid, and rows still kept of them when it applied. */
  readonly matched: readonly number[];
  readonly reached: readonly number[];
  /** Rows by label, in the whole grid. */
  readonly totals: readonly number[];
  /** Rows by label in the cell of these two digits. */
  cellTotals(domain: number, behavior: number): ReadonlyMap<number, number>;
  /** Kept rows per layer and value. */
  keptByValue(): readonly (readonly number[])[];
  /** Kept rows by combination of values on some layers (ascending), first layer slowest. */
  tabulate(layers: readonly number[]): Float64Array;
  /** Rows by label among those whose value on each layer is marked; an undefined entry marks all. */
  countWhere(box: readonly (Uint8Array | undefined)[]): ReadonlyMap<number, number>;
  label(digits: ArrayLike<number>): number;
  /** Writes the digits of the kept row of a rank and returns its row number. */
  unrank(rank: number, into: Uint16Array): number;
  /** Kept rows before the row with these digits. */
  rank(digits: ArrayLike<number>): number;
  /** Walks runs between two row numbers; with `sparse` runs without a kept row may be left out. */
  walk(from: number, to: number, sparse: boolean, visit: RunVisitor): void;
}
