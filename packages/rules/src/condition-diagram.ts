import type { Steps } from '@covergrid/core';
import type { Condition } from './condition.ts';
import type { DiagramForest, LabelOperation } from './diagram-forest.ts';

/** Both hold. */
export const AND: LabelOperation = {
  combine: (a, b) => a & b,
  leftAbsorbs: (label) => label === 0,
  rightAbsorbs: (label) => label === 0,
  leftYields: (label) => label === 1,
  rightYields: (label) => label === 1,
};

const OR: LabelOperation = {
  combine: (a, b) => a | b,
  leftAbsorbs: (label) => label === 1,
  rightAbsorbs: (label) => label === 1,
  leftYields: (label) => label === 0,
  rightYields: (label) => label === 0,
};

/** The diagram of a condition: label 1 where it holds, 0 elsewhere. */
export function* buildCondition(forest: DiagramForest, condition: Condition): Steps<number> {
  switch (condition.kind) {
    case 'literal':
      return buildLiteral(forest, condition.dimension, condition.values);
    case 'not':
      return yield* forest.relabel(yield* buildCondition(forest, condition.part), (label) => 1 - label);
    case 'all':
    case 'any': {
      const operation = condition.kind === 'all' ? AND : OR;
      let root = forest.constant(condition.kind === 'all' ? 1 : 0);
      for (const part of condition.parts) {
        root = yield* forest.apply(root, yield* buildCondition(forest, part), operation);
      }
      return root;
    }
  }
}

function buildLiteral(forest: DiagramForest, dimension: number, values: Uint8Array): number {
  const yes = forest.constant(1, dimension + 1);
  const no = forest.constant(0, dimension + 1);
  let node = forest.intern(
    dimension,
    Int32Array.from(values, (fits) => (fits === 1 ? yes : no)),
  );
  for (let layer = dimension - 1; layer >= 0; layer--) node = passThrough(forest, layer, node);
  return node;
}

/** The condition that a row's values on some layers are among the given tuples (sorted layers, no tuple twice). */
export function buildTuples(
  forest: DiagramForest,
  layers: readonly number[],
  tuples: readonly (readonly number[])[],
): number {
  const build = (layer: number, position: number, members: readonly (readonly number[])[]): number => {
    if (members.length === 0) return forest.constant(0, layer);
    if (position === layers.length) return forest.constant(1, layer);
    if (layers[position] !== layer) return passThrough(forest, layer, build(layer + 1, position, members));
    const byValue = Map.groupBy(members, (tuple) => tuple[position]!);
    const children = new Int32Array(forest.radices[layer]!);
    for (let v = 0; v < children.length; v++) {
      children[v] = build(layer + 1, position + 1, byValue.get(v) ?? []);
    }
    return forest.intern(layer, children);
  };
  return build(0, 0, tuples);
}

function passThrough(forest: DiagramForest, layer: number, child: number): number {
  return forest.intern(layer, new Int32Array(forest.radices[layer]!).fill(child));
}
