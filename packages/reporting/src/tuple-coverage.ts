/** How many combinations of `strength` dimensions the kept scenarios of a grid reach. */
export interface TupleCoverage {
  /** How many dimensions are combined; 2 means pairs. */
  strength: number;
  /** Combinations of bins there are, over every choice of `strength` dimensions. */
  combinations: number;
  /** Those that occur in at least one kept scenario. */
  covered: number;
  /** At most 50 of the others, in order of ids; each maps dimension ids to bin, domain or behavior ids. */
  missing: Record<string, string>[];
}
