import { buildCondition } from './condition-diagram.ts';
import { holds } from './condition.ts';
import type { DiagramForest } from './diagram-forest.ts';
import type { Exceptions } from './exceptions.ts';
import { firstAtLeast } from './first-at-least.ts';
import {
  countBelow,
  extractDiagram,
  rootFrontier,
  step,
  type Frontier,
  type LayeredDiagram,
} from './layered-diagram.ts';
import { requireFewSets, type MemberSet } from './limit-groups.ts';
import type { LimitTerms } from './limit-terms.ts';
import { digitsOf, rowOf } from './radix.ts';

/** The diagram of a limit's candidates among what is kept: label 0 for others, preference + 1 for candidates. */
export function buildCandidates(
  forest: DiagramForest,
  root: number,
  candidates: number,
  terms: LimitTerms,
): LayeredDiagram {
  const none = terms.preferences.length + 1;
  let ranked = forest.relabel(candidates, (label) => (label === 1 ? none : 0));
  terms.preferences.toReversed().forEach((preference, i) => {
    const label = none - 1 - i;
    ranked = forest.apply(ranked, buildCondition(forest, preference), {
      combine: (a, b) => (a > 0 && b === 1 ? label : a),
      leftAbsorbs: (a) => a === 0,
      rightYields: (b) => b === 0,
    });
  });
  const kept = forest.apply(root, ranked, {
    combine: (a, b) => (a === 0 ? b : 0),
    leftYields: (a) => a === 0,
    rightAbsorbs: (b) => b === 0,
  });
  return extractDiagram(forest, kept);
}

/** The preference class of a row that is a candidate. */
export function preferenceOf(terms: LimitTerms, digits: ArrayLike<number>): number {
  const first = terms.preferences.findIndex((preference) => holds(preference, digits));
  return first === -1 ? terms.preferences.length : first;
}

/** A set's members: rows of the candidate diagram, and rows that an earlier limit retained. */
export class CandidateMembers implements MemberSet {
  readonly preference: number;
  readonly digits: Uint16Array;
  readonly inDiagram: number;
  /** Exceptions of the set, as positions in the list, in order of rows. */
  readonly exceptions: number[] = [];

  constructor(preference: number, digits: Uint16Array, inDiagram: number) {
    this.preference = preference;
    this.digits = digits;
    this.inDiagram = inDiagram;
  }

  get size(): number {
    return this.inDiagram + this.exceptions.length;
  }
}

/** Lists all sets of candidates with their sizes, without listing candidates. */
export function findCandidateSets(
  diagram: LayeredDiagram,
  terms: LimitTerms,
  exceptions: Exceptions,
): CandidateMembers[] {
  const sets: CandidateMembers[] = [];
  const { radices } = diagram;
  const anyBelow = countBelow(diagram, (label) => label > 0);
  const classes = Array.from({ length: terms.preferences.length + 1 }, (_, c) =>
    countBelow(diagram, (label) => label === c + 1),
  );
  const fixedLayers = new Set(terms.fixed);
  const deepest = terms.fixed.at(-1) ?? -1;
  const digits = new Uint16Array(radices.length);

  const finish = (layer: number, frontier: Frontier): void => {
    classes.forEach((below, preference) => {
      let size = 0;
      frontier.nodes.forEach((node, i) => {
        const rows = layer === radices.length ? Number(node === preference + 1) : below[layer]![node]!;
        size += frontier.weights[i]! * rows;
      });
      if (size > 0) sets.push(new CandidateMembers(preference, digits.slice(), size));
      requireFewSets(terms, sets.length);
    });
  };
  const descend = (layer: number, frontier: Frontier): void => {
    if (frontier.nodes.length === 0) return;
    if (layer > deepest) return finish(layer, frontier);
    if (!fixedLayers.has(layer))
      return descend(layer + 1, prune(step(diagram, layer, frontier), anyBelow[layer + 1]));
    for (let v = 0; v < radices[layer]!; v++) {
      digits[layer] = v;
      descend(layer + 1, prune(step(diagram, layer, frontier, v), anyBelow[layer + 1]));
    }
    digits[layer] = 0;
  };
  descend(0, prune(rootFrontier(), anyBelow[0]));
  addExceptions(sets, radices, terms, exceptions);
  return sets;
}

function prune(frontier: Frontier, below: Float64Array | undefined): Frontier {
  const isWanted = (node: number): boolean => (below === undefined ? node > 0 : below[node]! > 0);
  if (frontier.nodes.every(isWanted)) return frontier;
  return {
    nodes: frontier.nodes.filter(isWanted),
    weights: frontier.weights.filter((_, i) => isWanted(frontier.nodes[i]!)),
  };
}

function addExceptions(
  sets: CandidateMembers[],
  radices: readonly number[],
  terms: LimitTerms,
  exceptions: Exceptions,
): void {
  const keyOf = (preference: number, digits: Uint16Array): string =>
    `${preference}:${terms.fixed.map((layer) => digits[layer]).join()}`;
  const known = new Map(sets.map((set) => [keyOf(set.preference, set.digits), set]));
  for (let position = 0; position < exceptions.count; position++) {
    if (exceptions.labels[position] !== 0) continue;
    const digits = digitsOf(radices, exceptions.rows[position]!, new Uint16Array(radices.length));
    if (!holds(terms.candidates, digits)) continue;
    const preference = preferenceOf(terms, digits);
    const key = keyOf(preference, digits);
    let set = known.get(key);
    if (set === undefined) {
      set = new CandidateMembers(preference, digits, 0);
      known.set(key, set);
      sets.push(set);
    }
    set.exceptions.push(position);
  }
}

/** Addresses the members of one set by their place in the order of rows. */
export class SetRows {
  readonly #diagram: LayeredDiagram;
  readonly #set: CandidateMembers;
  readonly #fixedLayers: ReadonlySet<number>;
  readonly #memo: Map<number, number>[];
  readonly #exceptionPlaces: readonly number[];

  constructor(diagram: LayeredDiagram, terms: LimitTerms, set: CandidateMembers, exceptions: Exceptions) {
    this.#diagram = diagram;
    this.#set = set;
    this.#fixedLayers = new Set(terms.fixed);
    this.#memo = diagram.radices.map(() => new Map());
    const digits = new Uint16Array(diagram.radices.length);
    this.#exceptionPlaces = set.exceptions.map(
      (position, i) => i + this.#rank(digitsOf(diagram.radices, exceptions.rows[position]!, digits)),
    );
  }

  /** The row of the member at a place, or the position of the exception that it is. */
  at(place: number): { row: number } | { exception: number } {
    const before = firstAtLeast(this.#exceptionPlaces, place);
    if (this.#exceptionPlaces[before] === place) return { exception: this.#set.exceptions[before]! };
    return { row: this.#unrank(place - before) };
  }

  #unrank(place: number): number {
    const { radices, children } = this.#diagram;
    const digits = new Uint16Array(radices.length);
    let rest = place;
    for (let layer = 0, node = 0; layer < radices.length; layer++) {
      let v = this.#fixedLayers.has(layer) ? this.#set.digits[layer]! : 0;
      for (; !this.#fixedLayers.has(layer); v++) {
        const rows = this.#count(layer + 1, children[layer]![node * radices[layer]! + v]!);
        if (rest < rows) break;
        rest -= rows;
      }
      digits[layer] = v;
      node = children[layer]![node * radices[layer]! + v]!;
    }
    return rowOf(radices, digits);
  }

  #rank(digits: Uint16Array): number {
    const { radices, children } = this.#diagram;
    let rank = 0;
    for (let layer = 0, node = 0; layer < radices.length; layer++) {
      const edge = node * radices[layer]!;
      if (!this.#fixedLayers.has(layer)) {
        for (let v = 0; v < digits[layer]!; v++) rank += this.#count(layer + 1, children[layer]![edge + v]!);
      }
      node = children[layer]![edge + digits[layer]!]!;
    }
    return rank;
  }

  /** Members below a node. */
  #count(layer: number, node: number): number {
    const { radices, children } = this.#diagram;
    if (layer === radices.length) return Number(node === this.#set.preference + 1);
    const known = this.#memo[layer]!.get(node);
    if (known !== undefined) return known;
    const edge = node * radices[layer]!;
    let sum = 0;
    if (this.#fixedLayers.has(layer)) {
      sum = this.#count(layer + 1, children[layer]![edge + this.#set.digits[layer]!]!);
    } else {
      for (let v = 0; v < radices[layer]!; v++) sum += this.#count(layer + 1, children[layer]![edge + v]!);
    }
    this.#memo[layer]!.set(node, sum);
    return sum;
  }
}
