import type { Steps } from '@covergrid/core';
import { buildCondition } from './condition-diagram.ts';
import { holds } from './condition.ts';
import type { DiagramForest } from './diagram-forest.ts';
import type { Exceptions } from './exceptions.ts';
import {
  countBelow,
  extractDiagram,
  rootFrontier,
  step,
  type Frontier,
  type LayeredDiagram,
} from './layered-diagram.ts';
import { requireFewSets, type MemberSet } from './limit-groups.ts';
import { tupleIndex, type LimitTerms } from './limit-terms.ts';
import { digitsOf } from './radix.ts';
import { ROWS_A_STEP } from './rows-a-step.ts';

/** A limit's candidates among what is kept. */
export interface Candidates {
  /** Label 0 for others, preference + 1 for candidates. */
  readonly diagram: LayeredDiagram;
  /** Per preference, layer and node, how many candidates are below. */
  readonly below: readonly (readonly Float64Array[])[];
}

/** Builds the diagram of a limit's candidates. */
export function* buildCandidates(
  forest: DiagramForest,
  root: number,
  matching: number,
  terms: LimitTerms,
): Steps<Candidates> {
  const none = terms.preferences.length + 1;
  let ranked = yield* forest.relabel(matching, (label) => (label === 1 ? none : 0));
  for (const [i, preference] of terms.preferences.toReversed().entries()) {
    const label = none - 1 - i;
    ranked = yield* forest.apply(ranked, yield* buildCondition(forest, preference), {
      combine: (a, b) => (a > 0 && b === 1 ? label : a),
      leftAbsorbs: (a) => a === 0,
      rightYields: (b) => b === 0,
    });
  }
  const kept = yield* forest.apply(root, ranked, {
    combine: (a, b) => (a === 0 ? b : 0),
    leftYields: (a) => a === 0,
    rightAbsorbs: (b) => b === 0,
  });
  const diagram = extractDiagram(forest, kept);
  const below = Array.from({ length: none }, (_, c) => countBelow(diagram, (label) => label === c + 1));
  return { diagram, below };
}

/** The preference class of a row that is a candidate. */
export function preferenceOf(terms: LimitTerms, digits: ArrayLike<number>): number {
  const first = terms.preferences.findIndex((preference) => holds(preference, digits));
  return first === -1 ? terms.preferences.length : first;
}

/** A set's members: rows of the candidate diagram, and rows that an earlier limit retained. */
export class CandidateMembers implements MemberSet {
  readonly preference: number;
  readonly tuple: number;
  readonly inDiagram: number;
  /** Exceptions of the set, as positions in the list, in order of rows. */
  exceptions: number[] | undefined;

  constructor(preference: number, tuple: number, inDiagram: number) {
    this.preference = preference;
    this.tuple = tuple;
    this.inDiagram = inDiagram;
  }

  get size(): number {
    return this.inDiagram + (this.exceptions?.length ?? 0);
  }
}

/** Positions of the exceptions that are candidates, in order of rows. */
export function* findCandidateExceptions(
  radices: readonly number[],
  terms: LimitTerms,
  exceptions: Exceptions,
): Steps<number[]> {
  const found: number[] = [];
  const digits = new Uint16Array(radices.length);
  for (let position = 0; position < exceptions.count; position++) {
    if (position % ROWS_A_STEP === 0) yield;
    if (exceptions.labels[position] !== 0) continue;
    if (holds(terms.candidates, digitsOf(radices, exceptions.rows[position]!, digits))) found.push(position);
  }
  return found;
}

/** Lists all sets of candidates with their sizes, without listing candidates. */
export function* findCandidateSets(
  { diagram, below }: Candidates,
  terms: LimitTerms,
  exceptions: Exceptions,
  positions: readonly number[],
): Steps<CandidateMembers[]> {
  const sets: CandidateMembers[] = [];
  const { radices } = diagram;
  const anyBelow = countBelow(diagram, (label) => label > 0);
  const fixedLayers = new Set(terms.fixed);
  const deepest = terms.fixed.at(-1) ?? -1;

  const finish = (layer: number, frontier: Frontier, tuple: number): void => {
    for (const [preference, counts] of below.entries()) {
      let size = 0;
      for (let i = 0; i < frontier.nodes.length; i++) {
        const node = frontier.nodes[i]!;
        const rows = layer === radices.length ? Number(node === preference + 1) : counts[layer]![node]!;
        size += frontier.weights[i]! * rows;
      }
      if (size > 0) sets.push(new CandidateMembers(preference, tuple, size));
      requireFewSets(terms, sets.length);
    }
  };
  const descend = function* (layer: number, frontier: Frontier, tuple: number): Steps<void> {
    if (frontier.nodes.length === 0) return;
    if (layer > deepest) return finish(layer, frontier, tuple);
    if (!fixedLayers.has(layer)) {
      return yield* descend(layer + 1, prune(step(diagram, layer, frontier), anyBelow[layer + 1]), tuple);
    }
    if (layer === deepest) yield;
    for (let v = 0; v < radices[layer]!; v++) {
      const next = prune(step(diagram, layer, frontier, v), anyBelow[layer + 1]);
      const longer = tuple * radices[layer]! + v;
      if (layer < deepest) yield* descend(layer + 1, next, longer);
      else if (next.nodes.length > 0) finish(layer + 1, next, longer);
    }
  };
  yield* descend(0, prune(rootFrontier(), anyBelow[0]), 0);
  if (positions.length > 0) yield* addExceptions(sets, radices, terms, exceptions, positions);
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

function* addExceptions(
  sets: CandidateMembers[],
  radices: readonly number[],
  terms: LimitTerms,
  exceptions: Exceptions,
  positions: readonly number[],
): Steps<void> {
  const known = Array.from(
    { length: terms.preferences.length + 1 },
    () => new Map<number, CandidateMembers>(),
  );
  for (const set of sets) known[set.preference]!.set(set.tuple, set);
  const digits = new Uint16Array(radices.length);
  for (const [i, position] of positions.entries()) {
    if (i % ROWS_A_STEP === 0) yield;
    digitsOf(radices, exceptions.rows[position]!, digits);
    const preference = preferenceOf(terms, digits);
    const tuple = tupleIndex(radices, terms.fixed, digits);
    let set = known[preference]!.get(tuple);
    if (set === undefined) {
      set = new CandidateMembers(preference, tuple, 0);
      known[preference]!.set(tuple, set);
      sets.push(set);
      requireFewSets(terms, sets.length);
    }
    (set.exceptions ??= []).push(position);
  }
}
