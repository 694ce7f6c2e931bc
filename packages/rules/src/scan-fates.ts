import { CovergridError, formatCount } from '@covergrid/core';
import { holds } from './condition.ts';
import type { Fates } from './fates.ts';
import type { GridTerms } from './grid-terms.ts';
import { KeptBitmap } from './kept-bitmap.ts';
import { preferenceOf } from './limit-candidates.ts';
import { decideLimit, requireFewSets, type MemberSet } from './limit-groups.ts';
import type { LimitTerms } from './limit-terms.ts';
import { enumerateBlocks } from './pruned-enumeration.ts';
import { digitsOf, productOf, rowOf } from './radix.ts';
import type { MutableRun, RunVisitor } from './run-walk.ts';

/** One bit a row: a gigabyte at this size. */
const LARGEST_SCAN = 2 ** 33;
const UNLISTED = -1;

interface AppliedLimit {
  readonly terms: LimitTerms;
  readonly capped: ReadonlySet<string>;
  readonly retained: ReadonlySet<number>;
}

/** Fates found by enumerating the grid: the way out when the diagram of the rules would be too big. */
export class ScanFates implements Fates {
  readonly method = 'scan';
  readonly nodes = 0;
  readonly matched: readonly number[];
  readonly reached: readonly number[];
  readonly totals: number[];
  readonly #terms: GridTerms;
  readonly #bitmap: KeptBitmap;
  readonly #limits = new Map<number, AppliedLimit>();
  readonly #cells: Map<number, number>[];
  readonly #keptByValue: number[][];

  constructor(terms: GridTerms) {
    const { radices, rules } = terms;
    const raw = productOf(radices);
    if (raw > LARGEST_SCAN) {
      throw new CovergridError(
        'GRID_TOO_LARGE',
        `The rules are too entangled for a diagram, and the grid of ${formatCount(raw)} scenarios is too large to enumerate.`,
      );
    }
    this.#terms = terms;
    this.#bitmap = new KeptBitmap(raw);
    this.totals = Array.from({ length: rules.length + 1 }, () => 0);
    this.#cells = Array.from({ length: radices[0]! * radices[1]! }, () => new Map<number, number>());
    this.#keptByValue = radices.map((radix) => Array.from({ length: radix }, () => 0));

    const excludes = terms.applied.filter(({ kind }) => kind === 'exclude');
    enumerateBlocks(radices, excludes, (label, digits, depth, row, rows) => {
      if (label === 0) this.#bitmap.setRange(row, row + rows);
      this.#account(label, digits, depth, rows);
    });
    const matched = rules.map(() => 0);
    const reached = rules.map(({ label }) => this.totals[label]!);
    for (const { label, condition } of rules) {
      enumerateBlocks(radices, [{ label, condition }], (found, _digits, _depth, _row, rows) => {
        if (found === label) matched[label - 1]! += rows;
      });
    }
    for (const rule of terms.applied) {
      if (rule.kind === 'limit') reached[rule.label - 1] = this.#applyLimit(rule.limit);
    }
    this.matched = matched;
    this.reached = reached;
  }

  get kept(): number {
    return this.totals[0]!;
  }

  cellTotals(domain: number, behavior: number): ReadonlyMap<number, number> {
    return this.#cells[domain * this.#terms.radices[1]! + behavior]!;
  }

  keptByValue(): readonly (readonly number[])[] {
    return this.#keptByValue;
  }

  tabulate(layers: readonly number[]): Float64Array {
    const { radices } = this.#terms;
    const table = new Float64Array(layers.reduce((product, layer) => product * radices[layer]!, 1));
    this.#forEachRow((digits, label) => {
      if (label !== 0) return;
      table[layers.reduce((index, layer) => index * radices[layer]! + digits[layer]!, 0)]!++;
    }, true);
    return table;
  }

  countWhere(box: readonly (Uint8Array | undefined)[]): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    this.#forEachRow((digits, label) => {
      if (digits.every((digit, layer) => box[layer]?.[digit] !== 0))
        counts.set(label, (counts.get(label) ?? 0) + 1);
    }, false);
    return counts;
  }

  #forEachRow(visit: (digits: Uint16Array, label: number) => void, sparse: boolean): void {
    const last = this.#terms.radices.length - 1;
    this.walk(0, productOf(this.#terms.radices), sparse, (run) => {
      for (let v = run.first; v < run.end; v++) {
        run.digits[last] = v;
        visit(run.digits, run.labels[run.offset + v]!);
      }
    });
  }

  label(digits: ArrayLike<number>): number {
    const row = rowOf(this.#terms.radices, digits);
    if (this.#bitmap.has(row)) return 0;
    const rule = this.#terms.applied.find(({ label, condition }) => {
      if (!holds(condition, digits)) return false;
      const limit = this.#limits.get(label);
      return (
        limit === undefined || (limit.capped.has(groupKey(limit.terms, digits)) && !limit.retained.has(row))
      );
    });
    return rule!.label;
  }

  unrank(rank: number, into: Uint16Array): number {
    const row = this.#bitmap.unrank(rank);
    digitsOf(this.#terms.radices, row, into);
    return row;
  }

  rank(digits: ArrayLike<number>): number {
    return this.#bitmap.rank(rowOf(this.#terms.radices, digits));
  }

  walk(from: number, to: number, sparse: boolean, visit: RunVisitor): void {
    const { radices } = this.#terms;
    const last = radices.length - 1;
    const radix = radices[last]!;
    const digits = new Uint16Array(radices.length);
    const before = new Uint16Array(radices.length).fill(0xffff);
    const run: MutableRun = {
      digits,
      changed: 0,
      first: 0,
      end: 0,
      labels: new Int32Array(radix),
      offset: 0,
    };
    for (let row = from - (from % radix); row < to; row += radix) {
      digitsOf(radices, row, digits);
      run.first = Math.max(0, from - row);
      run.end = Math.min(radix, to - row);
      for (let v = run.first; v < run.end; v++) {
        digits[last] = v;
        run.labels[v] = this.#bitmap.has(row + v) ? 0 : sparse ? UNLISTED : this.label(digits);
      }
      run.changed = 0;
      while (run.changed < last - 1 && digits[run.changed] === before[run.changed]) run.changed++;
      before.set(digits);
      if (visit(run) === false) return;
    }
  }

  #account(label: number, digits: ArrayLike<number>, depth: number, rows: number): void {
    const { radices } = this.#terms;
    this.totals[label]! += rows;
    const perDomain = depth > 0 ? [digits[0]!] : [...Array(radices[0]).keys()];
    const perBehavior = depth > 1 ? [digits[1]!] : [...Array(radices[1]).keys()];
    const share = rows / perDomain.length / perBehavior.length;
    for (const domain of perDomain) {
      for (const behavior of perBehavior) {
        const cell = this.#cells[domain * radices[1]! + behavior]!;
        cell.set(label, (cell.get(label) ?? 0) + share);
      }
    }
    if (label !== 0) return;
    radices.forEach((radix, layer) => {
      const kept = this.#keptByValue[layer]!;
      if (layer < depth) kept[digits[layer]!]! += rows;
      else for (let v = 0; v < radix; v++) kept[v]! += rows / radix;
    });
  }

  #applyLimit(limit: LimitTerms): number {
    const { dimensions, seed, radices } = this.#terms;
    const sets = new Map<string, MemberSet & { size: number }>();
    const keyOf = (digits: Uint16Array): string =>
      `${preferenceOf(limit, digits)}:${limit.fixed.map((layer) => digits[layer]).join()}`;
    this.#forEachCandidate(limit, (digits) => {
      const key = keyOf(digits);
      const set = sets.get(key);
      if (set === undefined)
        sets.set(key, { preference: preferenceOf(limit, digits), digits: digits.slice(), size: 1 });
      else set.size++;
      requireFewSets(limit, sets.size);
    });
    const decision = decideLimit(limit, [...sets.values()], dimensions, seed);
    const capped = new Set(decision.cappedGroups.map((group) => group.join()));
    const placesOf = new Map(decision.taken.map(({ set, members }) => [keyOf(set.digits), new Set(members)]));
    const retained = new Set<number>();
    const dropped: number[] = [];
    const seen = new Map<string, number>();
    this.#forEachCandidate(limit, (digits, row) => {
      if (!capped.has(groupKey(limit, digits))) return;
      const key = keyOf(digits);
      const place = seen.get(key) ?? 0;
      seen.set(key, place + 1);
      if (placesOf.get(key)?.has(place)) retained.add(row);
      else dropped.push(row);
    });
    const digits = new Uint16Array(radices.length);
    for (const row of dropped) {
      digitsOf(radices, row, digits);
      this.#bitmap.clear(row);
      this.#account(0, digits, radices.length, -1);
      this.#account(limit.label, digits, radices.length, 1);
    }
    this.#limits.set(limit.label, { terms: limit, capped, retained });
    return decision.reached;
  }

  #forEachCandidate(limit: LimitTerms, visit: (digits: Uint16Array, row: number) => void): void {
    const { radices } = this.#terms;
    const scratch = new Uint16Array(radices.length);
    enumerateBlocks(
      radices,
      [{ label: 1, condition: limit.candidates }],
      (label, _digits, _depth, first, rows) => {
        if (label === 0) return;
        for (let row = first; row < first + rows; row++) {
          if (this.#bitmap.has(row)) visit(digitsOf(radices, row, scratch), row);
        }
      },
    );
  }
}

function groupKey(limit: LimitTerms, digits: ArrayLike<number>): string {
  return limit.per.map((layer) => digits[layer]).join();
}
