import { firstAtLeast } from './first-at-least.ts';

/**
 * Rows whose fate differs from what the diagram says: those a limit retained, and those of them that a later
 * limit dropped. Sorted by row.
 */
export class Exceptions {
  readonly rows: Float64Array;
  /** The fate: 0 kept, else the label of a rule. */
  readonly labels: Int32Array;
  /** What the diagram says of the row. */
  readonly origins: Int32Array;

  constructor(rows: Float64Array, labels: Int32Array, origins: Int32Array) {
    this.rows = rows;
    this.labels = labels;
    this.origins = origins;
  }

  get count(): number {
    return this.rows.length;
  }

  /** Position of the exception for a row, or -1. */
  find(row: number): number {
    const position = firstAtLeast(this.rows, row);
    return this.rows[position] === row ? position : -1;
  }

  /** These exceptions with some relabelled, and newly retained rows (none of them here yet) put in their places. */
  with(relabelled: ReadonlyMap<number, number>, retained: Float64Array, origin: number): Exceptions {
    const count = this.count + retained.length;
    const [rows, labels, origins] = [new Float64Array(count), new Int32Array(count), new Int32Array(count)];
    retained.sort();
    for (let at = 0, mine = 0, theirs = 0; at < count; at++) {
      if (theirs >= retained.length || (mine < this.count && this.rows[mine]! < retained[theirs]!)) {
        rows[at] = this.rows[mine]!;
        labels[at] = relabelled.get(mine) ?? this.labels[mine]!;
        origins[at] = this.origins[mine]!;
        mine++;
      } else {
        rows[at] = retained[theirs++]!;
        origins[at] = origin;
      }
    }
    return new Exceptions(rows, labels, origins);
  }
}

/** No exceptions. */
export function noExceptions(): Exceptions {
  return new Exceptions(new Float64Array(), new Int32Array(), new Int32Array());
}
