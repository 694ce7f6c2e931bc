/**
 * Rows of a grid that differ in the last dimension only: what a walk hands out.
 * Valid during the call; copy what is kept.
 */
export interface Run {
  /** Positions of the values; the last entry is meaningless. */
  readonly digits: Uint16Array;
  /** The first dimension whose digit differs from the run before, 0 for the first run. */
  readonly changed: number;
  /** Rows `first`..`end - 1` of the last dimension belong to the walk. */
  readonly first: number;
  readonly end: number;
  /** `labels[offset + v]` is the fate of value `v`: 0 kept, `i + 1` excluded by rule `i`. */
  readonly labels: Int32Array;
  readonly offset: number;
}

/** A run while it is being walked. */
export interface MutableRun {
  digits: Uint16Array;
  changed: number;
  first: number;
  end: number;
  labels: Int32Array;
  offset: number;
}

/** Gets each run in order; returning false ends the walk. */
export type RunVisitor = (run: Run) => boolean | void;
