import type { Steps } from '@covergrid/core';
import { PairMemo } from './pair-memo.ts';

/** Thrown when a diagram would outgrow the node cap; the caller then enumerates instead. */
export class NodeCapReached extends Error {}

/** An operation on the labels of two diagrams, with the cases that need no descent. */
export interface LabelOperation {
  readonly combine: (a: number, b: number) => number;
  /** True where a constant left (right) operand with this label decides: the result is that operand. */
  readonly leftAbsorbs?: (label: number) => boolean;
  readonly rightAbsorbs?: (label: number) => boolean;
  /** True where a constant left (right) operand with this label changes nothing: the result is the other operand. */
  readonly leftYields?: (label: number) => boolean;
  readonly rightYields?: (label: number) => boolean;
}

interface Layer {
  readonly radix: number;
  children: Int32Array;
  /** The label a node gives to every row below it, or -1. */
  constants: Int32Array;
  slots: Int32Array;
  size: number;
}

const NO_LABEL = -1;
/** Edges that one step follows: some milliseconds. */
const STEP_EDGES = 1 << 17;
/** Pairs of nodes that one operation may meet, for each node of the cap: bounds the memory of its memos. */
const PAIRS_PER_NODE = 4;
/** A node counts once for so many edges towards the cap, which is there to bound memory. */
const EDGES_PER_NODE = 16;
/** Thrown through the descent of an operation to end a step; what it has found stands in its memos. */
const END_OF_STEP = new Error('end of step');

/**
 * Multi-terminal multi-valued decision diagrams over fixed dimensions, hash-consed: equal diagrams are one node.
 * Every path visits every layer; a node of layer `l` is a number, one of layer `radices.length` is a label itself.
 * (Srinivasan, Kam, Malik, Brayton 1990, multi-valued decision diagrams; Fujita, McGeer, Yang 1997, multi-terminal.)
 */
export class DiagramForest {
  readonly radices: readonly number[];
  readonly #layers: Layer[];
  readonly #constants: Map<number, number>[];
  readonly #scratch: Int32Array[];
  readonly #nodeCap: number;
  #nodes = 0;
  #size = 0;

  constructor(radices: readonly number[], nodeCap: number) {
    this.radices = radices;
    this.#nodeCap = nodeCap;
    this.#layers = radices.map((radix) => ({
      radix,
      children: new Int32Array(64 * radix),
      constants: new Int32Array(64),
      slots: new Int32Array(128),
      size: 0,
    }));
    this.#constants = radices.map(() => new Map());
    this.#scratch = radices.map((radix) => new Int32Array(radix));
  }

  /** Nodes made so far, dropped intermediate ones included. */
  get nodes(): number {
    return this.#nodes;
  }

  /** The children of a node: entry `v` leads on for value `v`. A view, valid until the next node is made. */
  childrenOf(layer: number, node: number): Int32Array {
    const { children, radix } = this.#layers[layer]!;
    return children.subarray(node * radix, (node + 1) * radix);
  }

  /** The diagram that gives every row the same label. */
  constant(label: number, layer = 0): number {
    if (layer === this.radices.length) return label;
    const known = this.#constants[layer]!.get(label);
    if (known !== undefined) return known;
    const child = this.constant(label, layer + 1);
    const node = this.intern(layer, this.#scratch[layer]!.fill(child));
    this.#constants[layer]!.set(label, node);
    return node;
  }

  /** The node with exactly these children, made if it is new. */
  intern(layer: number, children: Int32Array): number {
    const table = this.#layers[layer]!;
    const { radix } = table;
    const mask = table.slots.length - 1;
    let slot = hashChildren(children) & mask;
    for (; table.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const node = table.slots[slot]! - 1;
      let v = 0;
      while (v < radix && table.children[node * radix + v] === children[v]) v++;
      if (v === radix) return node;
    }
    this.#nodes++;
    this.#size += Math.ceil(radix / EDGES_PER_NODE);
    if (this.#size > this.#nodeCap) throw new NodeCapReached();
    const node = table.size++;
    if (node >= table.constants.length) growNodes(table);
    table.children.set(children, node * radix);
    table.constants[node] = this.#commonLabel(layer, children);
    table.slots[slot] = node + 1;
    if (2 * table.size > table.slots.length) growSlots(table);
    return node;
  }

  /** Combines two diagrams row by row. */
  *apply(left: number, right: number, operation: LabelOperation): Steps<number> {
    const memos = this.radices.map(() => new PairMemo());
    let pairs = 0;
    let edges = 0;
    const descend = (layer: number, a: number, b: number): number => {
      if (layer === this.radices.length) return operation.combine(a, b);
      const labelA = this.#layers[layer]!.constants[a]!;
      const labelB = this.#layers[layer]!.constants[b]!;
      if (labelA !== NO_LABEL) {
        if (operation.leftAbsorbs?.(labelA)) return a;
        if (operation.leftYields?.(labelA)) return b;
        if (labelB !== NO_LABEL) return this.constant(operation.combine(labelA, labelB), layer);
      }
      if (labelB !== NO_LABEL) {
        if (operation.rightAbsorbs?.(labelB)) return b;
        if (operation.rightYields?.(labelB)) return a;
      }
      const known = memos[layer]!.get(a, b);
      if (known !== -1) return known;
      const { radix } = this.#layers[layer]!;
      const children = new Int32Array(radix);
      for (let v = 0; v < radix; v++) {
        const table = this.#layers[layer]!;
        children[v] = descend(layer + 1, table.children[a * radix + v]!, table.children[b * radix + v]!);
      }
      const node = this.intern(layer, children);
      memos[layer]!.set(a, b, node);
      if (++pairs > PAIRS_PER_NODE * this.#nodeCap) throw new NodeCapReached();
      // Only behind a finished pair, so that every step finishes one.
      edges += radix;
      if (edges > STEP_EDGES) throw END_OF_STEP;
      return node;
    };
    for (;;) {
      try {
        return descend(0, left, right);
      } catch (error) {
        if (error !== END_OF_STEP) throw error;
      }
      // The next step descends again, past what the memos know.
      edges = 0;
      yield;
    }
  }

  /** Renames labels. */
  relabel(root: number, rename: (label: number) => number): Steps<number> {
    return this.apply(root, this.constant(0), { combine: rename });
  }

  #commonLabel(layer: number, children: Int32Array): number {
    const first = children[0]!;
    for (const child of children) if (child !== first) return NO_LABEL;
    return layer + 1 === this.radices.length ? first : this.#layers[layer + 1]!.constants[first]!;
  }
}

function hashChildren(children: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let v = 0; v < children.length; v++) {
    hash = Math.imul(hash ^ children[v]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function growNodes(table: Layer): void {
  const children = new Int32Array(2 * table.children.length);
  children.set(table.children);
  table.children = children;
  const constants = new Int32Array(2 * table.constants.length);
  constants.set(table.constants);
  table.constants = constants;
}

function growSlots(table: Layer): void {
  const mask = 2 * table.slots.length - 1;
  table.slots = new Int32Array(mask + 1);
  for (let node = 0; node < table.size; node++) {
    const children = table.children.subarray(node * table.radix, (node + 1) * table.radix);
    let slot = hashChildren(children) & mask;
    while (table.slots[slot] !== 0) slot = (slot + 1) & mask;
    table.slots[slot] = node + 1;
  }
}
