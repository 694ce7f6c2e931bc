import { walkDiagram } from './diagram-walk.ts';
import { countBelow, type LayeredDiagram } from './layered-diagram.ts';
import { rowOf } from './radix.ts';
import type { RunVisitor } from './run-walk.ts';

/** The rows of a labelled diagram that carry some labels, addressed by rank without listing them. */
export class RankedRows {
  readonly diagram: LayeredDiagram;
  readonly below: readonly Float64Array[];
  readonly #counts: (label: number) => boolean;

  constructor(diagram: LayeredDiagram, counts: (label: number) => boolean) {
    this.diagram = diagram;
    this.below = countBelow(diagram, counts);
    this.#counts = counts;
  }

  get count(): number {
    return this.below[0]![0]!;
  }

  /** Writes the digits of the row of this rank (0-based) and returns its row number. */
  unrank(rank: number, into: Uint16Array): number {
    const { radices, children } = this.diagram;
    const last = radices.length - 1;
    let node = 0;
    for (let layer = 0; layer <= last; layer++) {
      const below = this.below[layer + 1];
      const table = children[layer]!;
      let edge = node * radices[layer]!;
      let v = 0;
      for (; ; v++, edge++) {
        const child = table[edge]!;
        const rows = below === undefined ? Number(this.#counts(child)) : below[child]!;
        if (rank < rows) {
          node = child;
          break;
        }
        rank -= rows;
      }
      into[layer] = v;
    }
    return rowOf(radices, into);
  }

  /** How many of the rows come before the row with these digits, which itself need not be among them. */
  rank(digits: ArrayLike<number>): number {
    const { radices, children } = this.diagram;
    let node = 0;
    let rank = 0;
    for (let layer = 0; layer < radices.length; layer++) {
      const below = this.below[layer + 1];
      const table = children[layer]!;
      const edge = node * radices[layer]!;
      const digit = digits[layer]!;
      for (let v = 0; v < digit; v++) {
        const child = table[edge + v]!;
        rank += below === undefined ? Number(this.#counts(child)) : below[child]!;
      }
      node = table[edge + digit]!;
    }
    return rank;
  }

  /** The label of the row with these digits. */
  label(digits: ArrayLike<number>): number {
    const { radices, children } = this.diagram;
    let node = 0;
    for (let layer = 0; layer < radices.length; layer++) {
      node = children[layer]![node * radices[layer]! + digits[layer]!]!;
    }
    return node;
  }

  /** Walks the runs that hold at least one of the rows (`sparse`) or all runs, between two row numbers. */
  walk(from: number, to: number, sparse: boolean, visit: RunVisitor): void {
    walkDiagram(this.diagram, sparse ? this.below : undefined, from, to, visit);
  }
}
