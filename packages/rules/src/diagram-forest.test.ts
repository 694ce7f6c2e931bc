import { finishSteps } from '@covergrid/core';
import { describe, expect, it } from 'vitest';
import { DiagramForest, NodeCapReached } from './diagram-forest.ts';
import { countBelow, extractDiagram } from './layered-diagram.ts';

function forestWithLiteral(): { forest: DiagramForest; literal: number } {
  const forest = new DiagramForest([2, 3], 1000);
  const [no, yes] = [forest.constant(0, 1), forest.constant(1, 1)];
  return { forest, literal: forest.intern(0, Int32Array.of(no, yes)) };
}

describe('DiagramForest', () => {
  it('makes equal diagrams one node', () => {
    const { forest, literal } = forestWithLiteral();
    const before = forest.nodes;
    const same = finishSteps(forest.apply(literal, literal, { combine: (a, b) => a & b }));
    expect(same).toBe(literal);
    expect(forest.nodes).toBe(before);
  });

  it('gives a constant result the constant diagram', () => {
    const { forest, literal } = forestWithLiteral();
    const inverse = finishSteps(forest.relabel(literal, (label) => 1 - label));
    expect(finishSteps(forest.apply(literal, inverse, { combine: (a, b) => a & b }))).toBe(
      forest.constant(0),
    );
    expect(finishSteps(forest.apply(literal, inverse, { combine: (a, b) => a | b }))).toBe(
      forest.constant(1),
    );
  });

  it('keeps tables right while they grow', () => {
    const forest = new DiagramForest([10, 10, 10, 10], 100_000);
    // One diagram per row: far more nodes than the tables begin with.
    const single = (row: number): number => {
      const digits = String(row).padStart(4, '0').split('').map(Number);
      let node = 1;
      for (let layer = 3; layer >= 0; layer--) {
        const children = new Int32Array(10).fill(layer === 3 ? 0 : forest.constant(0, layer + 1));
        children[digits[layer]!] = node;
        node = forest.intern(layer, children);
      }
      return node;
    };
    let union = forest.constant(0);
    for (let row = 0; row < 10_000; row += 7)
      union = finishSteps(forest.apply(union, single(row), { combine: (a, b) => a | b }));
    const diagram = extractDiagram(forest, union);
    expect(countBelow(diagram, (label) => label === 1)[0]![0]).toBe(Math.ceil(10_000 / 7));
  });

  it('stops at the node cap', () => {
    const forest = new DiagramForest([2, 2, 2], 3);
    expect(() => [0, 1, 2].map((label) => forest.constant(label))).toThrow(NodeCapReached);
  });
});
