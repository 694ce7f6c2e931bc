import { CovergridError, formatCount, type Steps } from '@covergrid/core';
import { buildCondition } from './condition-diagram.ts';
import { holds, type Condition } from './condition.ts';
import { DiagramForest, NodeCapReached } from './diagram-forest.ts';
import type { Fates } from './fates.ts';
import type { GridTerms } from './grid-terms.ts';
import { KeptBitmap } from './kept-bitmap.ts';
import { countBelow, extractDiagram } from './layered-diagram.ts';
import { enumerateBlocks } from './pruned-enumeration.ts';
import { digitsOf, productOf, rowOf } from './radix.ts';
import type { MutableRun, RunVisitor } from './run-walk.ts';
import { ScannedLimit } from './scan-limit.ts';

/** One bit a row: a gigabyte at this size. */
const LARGEST_SCAN = 2 ** 33;
const UNLISTED = -1;

/** Fates found by enumerating the grid: the way out when the diagram of the rules would be too big. */
export class ScanFates implements Fates {
  readonly method = 'scan';
  readonly nodes = 0;
  readonly retained = 0;
  readonly matched: number[];
  readonly reached: number[];
  readonly totals: number[];
  readonly #terms: GridTerms;
  readonly #bitmap: KeptBitmap;
  /** By label. */
  readonly #limits = new Map<number, ScannedLimit>();
  readonly #cells: Map<number, number>[];
  readonly #keptByValue: Float64Array[];

  private constructor(terms: GridTerms, raw: number) {
    const { radices, rules } = terms;
    this.#terms = terms;
    this.#bitmap = new KeptBitmap(raw);
    this.matched = rules.map(() => 0);
    this.reached = rules.map(() => 0);
    this.totals = [0, ...this.matched];
    this.#cells = Array.from({ length: radices[0]! * radices[1]! }, () => new Map<number, number>());
    this.#keptByValue = radices.map((radix) => new Float64Array(radix));
  }

  /** Enumerates the grid; `nodeCap` bounds the diagrams of single rules, by which their matches are counted. */
  static *of(terms: GridTerms, nodeCap: number): Steps<ScanFates> {
    const raw = productOf(terms.radices);
    if (raw > LARGEST_SCAN) {
      throw new CovergridError(
        'GRID_TOO_LARGE',
        `The rules are too entangled for a diagram, and the grid of ${formatCount(raw)} scenarios is too large to enumerate, which is done up to ${formatCount(LARGEST_SCAN)}.`,
      );
    }
    const fates = new ScanFates(terms, raw);
    yield* fates.#scan(nodeCap);
    return fates;
  }

  *#scan(nodeCap: number): Steps<void> {
    const { radices, rules, applied } = this.#terms;
    for (const { label, condition } of rules) {
      this.matched[label - 1] = yield* countMatches(radices, condition, nodeCap);
    }
    const excludes = applied.filter(({ kind }) => kind === 'exclude');
    yield* enumerateBlocks(radices, excludes, (label, digits, depth, row, rows) => {
      if (label === 0) this.#bitmap.setRange(row, row + rows);
      this.#account(label, digits, depth, rows);
    });
    for (const { label } of excludes) this.reached[label - 1] = this.totals[label]!;
    for (const rule of applied) {
      if (rule.kind !== 'limit') continue;
      const limit = yield* ScannedLimit.apply(rule.limit, this.#terms, this.#bitmap, (digits) => {
        this.#account(0, digits, radices.length, -1);
        this.#account(rule.label, digits, radices.length, 1);
      });
      this.#limits.set(rule.label, limit);
      this.reached[rule.label - 1] = limit.reached;
    }
  }

  get kept(): number {
    return this.totals[0]!;
  }

  cellTotals(domain: number, behavior: number): ReadonlyMap<number, number> {
    return this.#cells[domain * this.#terms.radices[1]! + behavior]!;
  }

  keptByValue(): readonly (readonly number[])[] {
    return this.#keptByValue.map((kept) => [...kept]);
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
      return this.#limits.get(label)?.drops(digits, row) ?? true;
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
    if (depth > 1) this.#add(digits[0]! * radices[1]! + digits[1]!, label, rows);
    else {
      const from = depth === 0 ? 0 : digits[0]! * radices[1]!;
      const cells = depth === 0 ? this.#cells.length : radices[1]!;
      for (let cell = from; cell < from + cells; cell++) this.#add(cell, label, rows / cells);
    }
    if (label !== 0) return;
    for (let layer = 0; layer < depth; layer++) this.#keptByValue[layer]![digits[layer]!]! += rows;
    for (let layer = depth; layer < radices.length; layer++) {
      const kept = this.#keptByValue[layer]!;
      for (let v = 0; v < kept.length; v++) kept[v]! += rows / kept.length;
    }
  }

  #add(cell: number, label: number, rows: number): void {
    const totals = this.#cells[cell]!;
    totals.set(label, (totals.get(label) ?? 0) + rows);
  }
}

/** How many rows of the raw grid fit a condition. */
function* countMatches(radices: readonly number[], condition: Condition, nodeCap: number): Steps<number> {
  try {
    const forest = new DiagramForest(radices, nodeCap);
    const matching = extractDiagram(forest, yield* buildCondition(forest, condition));
    return countBelow(matching, (label) => label === 1)[0]![0]!;
  } catch (error) {
    if (!(error instanceof NodeCapReached)) throw error;
  }
  let matches = 0;
  yield* enumerateBlocks(radices, [{ label: 1, condition }], (label, _digits, _depth, _row, rows) => {
    if (label === 1) matches += rows;
  });
  return matches;
}
