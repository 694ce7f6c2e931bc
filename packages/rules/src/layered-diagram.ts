import type { DiagramForest } from './diagram-forest.ts';

/**
 * A finished diagram in typed arrays: `children[l][node * radices[l] + v]` is a node of layer `l + 1`,
 * or a label where `l` is the last layer. The root is node 0 of layer 0.
 */
export interface LayeredDiagram {
  readonly radices: readonly number[];
  readonly children: readonly Int32Array[];
  readonly nodes: number;
}

/** Copies what is reachable from a root, nodes numbered in the order in which a walk first meets them. */
export function extractDiagram(forest: DiagramForest, root: number): LayeredDiagram {
  const { radices } = forest;
  let nodes = 0;
  let frontier = [root];
  const children = radices.map((radix, layer) => {
    const isLast = layer === radices.length - 1;
    const numbers = new Map<number, number>();
    const next: number[] = [];
    const table = new Int32Array(frontier.length * radix);
    let at = 0;
    for (const node of frontier) {
      for (const child of forest.childrenOf(layer, node)) {
        let number = isLast ? child : numbers.get(child);
        if (number === undefined) {
          number = next.length;
          numbers.set(child, number);
          next.push(child);
        }
        table[at++] = number;
      }
    }
    nodes += frontier.length;
    frontier = next;
    return table;
  });
  return { radices, children, nodes };
}

/** How many nodes a layer has. */
function layerSize(diagram: LayeredDiagram, layer: number): number {
  return diagram.children[layer]!.length / diagram.radices[layer]!;
}

/** Per layer and node, how many rows below it have a label that `counts` accepts. */
export function countBelow(diagram: LayeredDiagram, counts: (label: number) => boolean): Float64Array[] {
  const below: Float64Array[] = [];
  for (let layer = diagram.radices.length - 1; layer >= 0; layer--) {
    const radix = diagram.radices[layer]!;
    const children = diagram.children[layer]!;
    const deeper = below[layer + 1];
    const sums = new Float64Array(layerSize(diagram, layer));
    for (let node = 0, edge = 0; node < sums.length; node++) {
      let sum = 0;
      for (let v = 0; v < radix; v++, edge++) {
        const child = children[edge]!;
        if (deeper !== undefined) sum += deeper[child]!;
        else if (counts(child)) sum++;
      }
      sums[node] = sum;
    }
    below[layer] = sums;
  }
  return below;
}

/** Nodes of one layer with the number of ways by which each is reached. */
export interface Frontier {
  readonly nodes: Int32Array;
  readonly weights: Float64Array;
}

/** Follows one value, those that a test accepts, or all, out of every node of a frontier. */
export function step(
  diagram: LayeredDiagram,
  layer: number,
  frontier: Frontier,
  follow?: number | ((value: number) => boolean),
): Frontier {
  const radix = diagram.radices[layer]!;
  const children = diagram.children[layer]!;
  const values = typeof follow === 'number' ? [follow] : valuesOf(radix, follow);
  const size = layer + 1 === diagram.radices.length ? 0 : layerSize(diagram, layer + 1);
  // A frontier that may reach much of the next layer adds up in an array, a narrow one in a map.
  if (8 * frontier.nodes.length * values.length > size && size > 0) {
    const sums = new Float64Array(size);
    for (let i = 0; i < frontier.nodes.length; i++) {
      const edge = frontier.nodes[i]! * radix;
      const weight = frontier.weights[i]!;
      for (const v of values) sums[children[edge + v]!]! += weight;
    }
    const nodes = new Int32Array(size).map((_, node) => node).filter((node) => sums[node]! > 0);
    return { nodes, weights: Float64Array.from(nodes, (node) => sums[node]!) };
  }
  const weightOf = new Map<number, number>();
  for (let i = 0; i < frontier.nodes.length; i++) {
    const edge = frontier.nodes[i]! * radix;
    const weight = frontier.weights[i]!;
    for (const v of values) {
      const child = children[edge + v]!;
      weightOf.set(child, (weightOf.get(child) ?? 0) + weight);
    }
  }
  return { nodes: Int32Array.from(weightOf.keys()), weights: Float64Array.from(weightOf.values()) };
}

function valuesOf(radix: number, isWanted: (value: number) => boolean = () => true): number[] {
  return [...Array(radix).keys()].filter(isWanted);
}

/** The frontier of the root alone. */
export function rootFrontier(): Frontier {
  return { nodes: Int32Array.of(0), weights: Float64Array.of(1) };
}

/** How many rows below a frontier of `layer` have each label, by label. */
export function labelCounts(diagram: LayeredDiagram, layer: number, frontier: Frontier): Map<number, number> {
  let current = frontier;
  for (let l = layer; l < diagram.radices.length; l++) current = step(diagram, l, current);
  return new Map(Array.from(current.nodes, (label, i) => [label, current.weights[i]!]));
}
