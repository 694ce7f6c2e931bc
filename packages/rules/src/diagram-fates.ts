import type { Steps } from '@covergrid/core';
import type { Exceptions } from './exceptions.ts';
import { walkWithExceptions } from './exception-walk.ts';
import type { Fates } from './fates.ts';
import { firstAtLeast } from './first-at-least.ts';
import { labelCounts, rootFrontier, step, type Frontier, type LayeredDiagram } from './layered-diagram.ts';
import { digitsOf, rowOf, stridesOf } from './radix.ts';
import { RankedRows } from './ranked-rows.ts';
import { ROWS_A_STEP } from './rows-a-step.ts';
import type { RunVisitor } from './run-walk.ts';

interface RuleCounts {
  readonly matched: readonly number[];
  readonly reached: readonly number[];
}

/** Fates held by a labelled diagram and the few rows that differ from it. */
export class DiagramFates implements Fates {
  readonly method = 'diagram';
  readonly matched: readonly number[];
  readonly reached: readonly number[];
  readonly totals: readonly number[];
  readonly #ranked: RankedRows;
  readonly #exceptions: Exceptions;
  /** Rows that limits retained, and the rank among all kept rows of each. */
  readonly #retained: Float64Array;
  readonly #retainedRanks: Float64Array;
  readonly #cellTotals = new Map<number, Map<number, number>>();

  private constructor(
    ranked: RankedRows,
    exceptions: Exceptions,
    counts: RuleCounts,
    retained: Float64Array,
    retainedRanks: Float64Array,
  ) {
    const { diagram } = ranked;
    this.matched = counts.matched;
    this.reached = counts.reached;
    this.#ranked = ranked;
    this.#exceptions = exceptions;
    this.#retained = retained;
    this.#retainedRanks = retainedRanks;
    const totals = Array.from({ length: counts.matched.length + 1 }, () => 0);
    for (const [label, rows] of labelCounts(diagram, 0, rootFrontier())) totals[label]! += rows;
    for (let i = 0; i < exceptions.count; i++) {
      totals[exceptions.origins[i]!]!--;
      totals[exceptions.labels[i]!]!++;
    }
    this.totals = totals;
  }

  /** Ranks what limits retained. */
  static *of(diagram: LayeredDiagram, exceptions: Exceptions, counts: RuleCounts): Steps<DiagramFates> {
    const ranked = new RankedRows(diagram, (label) => label === 0);
    const retained = exceptions.rows.filter((_, i) => exceptions.labels[i] === 0);
    const ranks = new Float64Array(retained.length);
    const digits = new Uint16Array(diagram.radices.length);
    for (let i = 0; i < retained.length; i++) {
      ranks[i] = i + ranked.rank(digitsOf(diagram.radices, retained[i]!, digits));
      if (i % ROWS_A_STEP === 0) yield;
    }
    return new DiagramFates(ranked, exceptions, counts, retained, ranks);
  }

  get retained(): number {
    return this.#retained.length;
  }

  get nodes(): number {
    return this.#ranked.diagram.nodes;
  }

  get kept(): number {
    return this.totals[0]!;
  }

  cellTotals(domain: number, behavior: number): ReadonlyMap<number, number> {
    const { diagram } = this.#ranked;
    const frontier = step(diagram, 1, step(diagram, 0, rootFrontier(), domain), behavior);
    // Cells that share a node have the same counts.
    const node = frontier.nodes[0]!;
    let shared = this.#cellTotals.get(node);
    if (shared === undefined) {
      shared = labelCounts(diagram, 2, frontier);
      this.#cellTotals.set(node, shared);
    }
    const totals = new Map(shared);
    const { rows, labels, origins } = this.#exceptions;
    const cellSize = diagram.radices.slice(2).reduce((product, radix) => product * radix, 1);
    const first = (domain * diagram.radices[1]! + behavior) * cellSize;
    for (let i = firstAtLeast(rows, first); i < rows.length && rows[i]! < first + cellSize; i++) {
      totals.set(origins[i]!, totals.get(origins[i]!)! - 1);
      totals.set(labels[i]!, (totals.get(labels[i]!) ?? 0) + 1);
    }
    return totals;
  }

  keptByValue(): readonly (readonly number[])[] {
    const { diagram, below } = this.#ranked;
    let frontier = rootFrontier();
    const kept = diagram.radices.map((radix, layer) => {
      const deeper = below[layer + 1];
      const sums = Array.from({ length: radix }, () => 0);
      frontier.nodes.forEach((node, i) => {
        for (let v = 0; v < radix; v++) {
          const child = diagram.children[layer]![node * radix + v]!;
          sums[v]! += frontier.weights[i]! * (deeper === undefined ? Number(child === 0) : deeper[child]!);
        }
      });
      frontier = step(diagram, layer, frontier);
      return sums;
    });
    const digits = new Uint16Array(diagram.radices.length);
    for (const row of this.#retained) {
      digitsOf(diagram.radices, row, digits).forEach((digit, layer) => kept[layer]![digit]!++);
    }
    return kept;
  }

  tabulate(layers: readonly number[]): Float64Array {
    const { diagram, below } = this.#ranked;
    const { radices } = diagram;
    const table = new Float64Array(layers.reduce((product, layer) => product * radices[layer]!, 1));
    const descend = (layer: number, position: number, index: number, frontier: Frontier): void => {
      if (frontier.nodes.length === 0) return;
      if (position === layers.length) {
        table[index] = frontier.nodes.reduce(
          (sum, node, i) => sum + frontier.weights[i]! * (below[layer]?.[node] ?? Number(node === 0)),
          0,
        );
        return;
      }
      if (layers[position] !== layer) {
        return descend(layer + 1, position, index, step(diagram, layer, frontier));
      }
      for (let v = 0; v < radices[layer]!; v++) {
        descend(layer + 1, position + 1, index * radices[layer]! + v, step(diagram, layer, frontier, v));
      }
    };
    descend(0, 0, 0, rootFrontier());
    const strides = stridesOf(radices);
    for (const row of this.#retained) {
      let index = 0;
      for (const layer of layers) {
        const radix = radices[layer]!;
        const above = Math.floor(row / strides[layer]!);
        index = index * radix + (above - radix * Math.floor(above / radix));
      }
      table[index]!++;
    }
    return table;
  }

  countWhere(box: readonly (Uint8Array | undefined)[]): ReadonlyMap<number, number> {
    const { diagram } = this.#ranked;
    let frontier = rootFrontier();
    diagram.radices.forEach((_, layer) => {
      const marked = box[layer];
      frontier = step(diagram, layer, frontier, marked && ((v) => marked[v] === 1));
    });
    const counts = new Map(Array.from(frontier.nodes, (label, i) => [label, frontier.weights[i]!]));
    const add = (label: number, rows: number): unknown => counts.set(label, (counts.get(label) ?? 0) + rows);
    const digits = new Uint16Array(diagram.radices.length);
    this.#exceptions.rows.forEach((row, i) => {
      digitsOf(diagram.radices, row, digits);
      if (!digits.every((digit, layer) => box[layer]?.[digit] !== 0)) return;
      add(this.#exceptions.origins[i]!, -1);
      add(this.#exceptions.labels[i]!, 1);
    });
    return counts;
  }

  label(digits: ArrayLike<number>): number {
    if (this.#exceptions.count > 0) {
      const exception = this.#exceptions.find(rowOf(this.#ranked.diagram.radices, digits));
      if (exception !== -1) return this.#exceptions.labels[exception]!;
    }
    return this.#ranked.label(digits);
  }

  unrank(rank: number, into: Uint16Array): number {
    if (this.#retained.length === 0) return this.#ranked.unrank(rank, into);
    const before = firstAtLeast(this.#retainedRanks, rank);
    if (this.#retainedRanks[before] !== rank) return this.#ranked.unrank(rank - before, into);
    const row = this.#retained[before]!;
    digitsOf(this.#ranked.diagram.radices, row, into);
    return row;
  }

  rank(digits: ArrayLike<number>): number {
    const inDiagram = this.#ranked.rank(digits);
    if (this.#retained.length === 0) return inDiagram;
    return inDiagram + firstAtLeast(this.#retained, rowOf(this.#ranked.diagram.radices, digits));
  }

  walk(from: number, to: number, sparse: boolean, visit: RunVisitor): void {
    if (this.#exceptions.count === 0) this.#ranked.walk(from, to, sparse, visit);
    else walkWithExceptions(this.#ranked, this.#exceptions, from, to, sparse, visit);
  }
}
