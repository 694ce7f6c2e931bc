import type { Exceptions } from './exceptions.ts';
import { firstAtLeast } from './first-at-least.ts';
import type { CandidateMembers, Candidates } from './limit-candidates.ts';
import { tupleDigits, type LimitTerms } from './limit-terms.ts';
import { digitsOf, rowOf } from './radix.ts';

/** Addresses the members of one set by their place in the order of rows. */
export class SetRows {
  readonly #candidates: Candidates;
  readonly #set: CandidateMembers;
  readonly #exceptions: readonly number[];
  /** The set's value on each layer, -1 where members differ. */
  readonly #fixed: Int32Array;
  readonly #deepest: number;
  readonly #memo = new Map<number, number>();
  readonly #exceptionPlaces: readonly number[];

  constructor(candidates: Candidates, terms: LimitTerms, set: CandidateMembers, exceptions: Exceptions) {
    const { radices } = candidates.diagram;
    this.#candidates = candidates;
    this.#set = set;
    this.#exceptions = set.exceptions ?? [];
    const digits = tupleDigits(radices, terms.fixed, set.tuple);
    this.#fixed = new Int32Array(radices.length).fill(-1);
    for (const layer of terms.fixed) this.#fixed[layer] = digits[layer]!;
    this.#deepest = terms.fixed.at(-1) ?? -1;
    this.#exceptionPlaces = this.#exceptions.map(
      (position, i) => i + this.#rank(digitsOf(radices, exceptions.rows[position]!, digits)),
    );
  }

  /** The row of the member at a place, or the position of the exception that it is. */
  at(place: number): { row: number } | { exception: number } {
    const before = firstAtLeast(this.#exceptionPlaces, place);
    if (this.#exceptionPlaces[before] === place) return { exception: this.#exceptions[before]! };
    return { row: this.#unrank(place - before) };
  }

  #unrank(place: number): number {
    const { radices, children } = this.#candidates.diagram;
    const digits = new Uint16Array(radices.length);
    let rest = place;
    for (let layer = 0, node = 0; layer < radices.length; layer++) {
      const edge = node * radices[layer]!;
      let v = this.#fixed[layer]!;
      if (v === -1) {
        for (v = 0; ; v++) {
          const rows = this.#count(layer + 1, children[layer]![edge + v]!);
          if (rest < rows) break;
          rest -= rows;
        }
      }
      digits[layer] = v;
      node = children[layer]![edge + v]!;
    }
    return rowOf(radices, digits);
  }

  #rank(digits: Uint16Array): number {
    const { radices, children } = this.#candidates.diagram;
    let rank = 0;
    for (let layer = 0, node = 0; layer < radices.length; layer++) {
      const edge = node * radices[layer]!;
      if (this.#fixed[layer] === -1) {
        for (let v = 0; v < digits[layer]!; v++) rank += this.#count(layer + 1, children[layer]![edge + v]!);
      }
      node = children[layer]![edge + digits[layer]!]!;
    }
    return rank;
  }

  /** Members below a node. */
  #count(layer: number, node: number): number {
    const { diagram, below } = this.#candidates;
    const { radices, children } = diagram;
    if (layer === radices.length) return Number(node === this.#set.preference + 1);
    // Below the last fixed layer every candidate of the class is a member.
    if (layer > this.#deepest) return below[this.#set.preference]![layer]![node]!;
    const key = node * radices.length + layer;
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const edge = node * radices[layer]!;
    let sum = 0;
    if (this.#fixed[layer] === -1) {
      for (let v = 0; v < radices[layer]!; v++) sum += this.#count(layer + 1, children[layer]![edge + v]!);
    } else {
      sum = this.#count(layer + 1, children[layer]![edge + this.#fixed[layer]!]!);
    }
    this.#memo.set(key, sum);
    return sum;
  }
}
