import type { Steps } from '@covergrid/core';
import { firstAtLeast } from './first-at-least.ts';
import type { GridTerms } from './grid-terms.ts';
import type { KeptBitmap } from './kept-bitmap.ts';
import { preferenceOf } from './limit-candidates.ts';
import { decideLimit, requireFewSets, type MemberSet } from './limit-groups.ts';
import { isTooWideToBind } from './limit-reach.ts';
import { tupleIndex, type LimitTerms } from './limit-terms.ts';
import { enumerateBlocks } from './pruned-enumeration.ts';
import { digitsOf } from './radix.ts';

/** What a limit did to an enumerated grid. */
export class ScannedLimit {
  readonly reached: number;
  readonly #radices: readonly number[];
  readonly #terms: LimitTerms;
  readonly #capped: ReadonlySet<number>;
  /** Rows that it took of capped groups, ascending. */
  readonly #retained: Float64Array;

  private constructor(
    terms: LimitTerms,
    radices: readonly number[],
    reached: number,
    capped: ReadonlySet<number>,
    retained: Float64Array,
  ) {
    this.#terms = terms;
    this.#radices = radices;
    this.reached = reached;
    this.#capped = capped;
    this.#retained = retained;
  }

  /** Drops from what is kept; `dropped` is told of each row. */
  static *apply(
    terms: LimitTerms,
    { dimensions, seed, radices }: GridTerms,
    kept: KeptBitmap,
    dropped: (digits: Uint16Array) => void,
  ): Steps<ScannedLimit> {
    if (isTooWideToBind(terms, radices)) {
      let reached = 0;
      yield* visitCandidates(terms, radices, kept, () => reached++);
      return new ScannedLimit(terms, radices, reached, new Set(), new Float64Array());
    }
    const sets = new SetTable(terms, radices);
    yield* visitCandidates(terms, radices, kept, (digits) => {
      sets.of(digits).size++;
    });
    const decision = yield* decideLimit(terms, sets.all, dimensions, seed, (set, places) => {
      set.places = Float64Array.from(places).toSorted();
    });
    const capped = new Set(
      decision.cappedGroups.map((group) =>
        group.reduce((index, digit, i) => index * radices[terms.per[i]!]! + digit, 0),
      ),
    );
    const retained: number[] = [];
    yield* visitCandidates(terms, radices, kept, (digits, row) => {
      if (!capped.has(tupleIndex(radices, terms.per, digits))) return;
      const set = sets.of(digits);
      if (set.places?.[set.taken] === set.seen++) {
        set.taken++;
        retained.push(row);
      } else {
        kept.clear(row);
        dropped(digits);
      }
    });
    return new ScannedLimit(terms, radices, decision.reached, capped, Float64Array.from(retained));
  }

  /** True where it dropped this row, which was a candidate of it. */
  drops(digits: ArrayLike<number>, row: number): boolean {
    if (!this.#capped.has(tupleIndex(this.#radices, this.#terms.per, digits))) return false;
    return this.#retained[firstAtLeast(this.#retained, row)] !== row;
  }
}

interface ScannedSet extends MemberSet {
  size: number;
  /** Places of the members that stay, ascending. */
  places: Float64Array | undefined;
  /** Members met so far when they are dropped, and how many of them stay. */
  seen: number;
  taken: number;
}

/** The sets of a limit, found by their members. */
class SetTable {
  readonly all: ScannedSet[] = [];
  readonly #terms: LimitTerms;
  readonly #radices: readonly number[];
  readonly #known: Map<number, ScannedSet>[];
  /** Neighbours are mostly of one set. */
  #last: ScannedSet | undefined;

  constructor(terms: LimitTerms, radices: readonly number[]) {
    this.#terms = terms;
    this.#radices = radices;
    this.#known = Array.from({ length: terms.preferences.length + 1 }, () => new Map<number, ScannedSet>());
  }

  of(digits: Uint16Array): ScannedSet {
    const preference = preferenceOf(this.#terms, digits);
    const tuple = tupleIndex(this.#radices, this.#terms.fixed, digits);
    if (this.#last?.tuple === tuple && this.#last.preference === preference) return this.#last;
    let set = this.#known[preference]!.get(tuple);
    if (set === undefined) {
      set = { preference, tuple, size: 0, places: undefined, seen: 0, taken: 0 };
      this.#known[preference]!.set(tuple, set);
      this.all.push(set);
      requireFewSets(this.#terms, this.all.length);
    }
    return (this.#last = set);
  }
}

function visitCandidates(
  terms: LimitTerms,
  radices: readonly number[],
  kept: KeptBitmap,
  visit: (digits: Uint16Array, row: number) => void,
): Steps<void> {
  const scratch = new Uint16Array(radices.length);
  return enumerateBlocks(
    radices,
    [{ label: 1, condition: terms.candidates }],
    (label, _digits, _depth, first, rows) => {
      if (label === 0) return;
      for (let row = kept.next(first); row < first + rows; row = kept.next(row + 1)) {
        visit(digitsOf(radices, row, scratch), row);
      }
    },
    `enumerating for ${terms.id}`,
  );
}
