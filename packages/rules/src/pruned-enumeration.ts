import type { Steps } from '@covergrid/core';
import { judge, type Condition } from './condition.ts';
import { productOf, stridesOf } from './radix.ts';

/** A condition with the label it gives. */
export interface LabelledCondition {
  readonly label: number;
  readonly condition: Condition;
}

/** Gets a block: rows `firstRow`..`firstRow + rows - 1`, which share the first `depth` digits and a label. */
export type BlockVisitor = (
  label: number,
  digits: Uint16Array,
  depth: number,
  firstRow: number,
  rows: number,
) => void;

interface OpenCondition extends LabelledCondition {
  /** 1 for each dimension it speaks of. */
  readonly mentions: Uint8Array;
}

/** A block has at most about so many rows, and a step deals with so many. */
const STEP_ROWS = 1 << 15;

/**
 * Enumerates a grid by prefixes, leaving a prefix as soon as the first condition that holds for all of its rows
 * is known: hands out blocks of consecutive rows with one label (0 where no condition holds), in order.
 */
export function* enumerateBlocks(
  radices: readonly number[],
  conditions: readonly LabelledCondition[],
  visit: BlockVisitor,
  phase = 'enumerating',
): Steps<void> {
  const digits = new Uint16Array(radices.length);
  const strides = stridesOf(radices);
  const total = productOf(radices);
  const rowsAt = (depth: number): number => (depth === 0 ? total : strides[depth - 1]!);

  const inOneStep = (depth: number, row: number, open: readonly OpenCondition[], label: number): void => {
    if (open.length === 0) return visit(label, digits, depth, row, rowsAt(depth));
    for (let v = 0; v < radices[depth]!; v++) {
      digits[depth] = v;
      const next = narrow(open, label, digits, depth);
      inOneStep(depth + 1, row + v * strides[depth]!, next.open, next.label);
    }
  };
  const inSteps = function* (
    depth: number,
    row: number,
    open: readonly OpenCondition[],
    label: number,
  ): Steps<void> {
    if (rowsAt(depth) <= STEP_ROWS || depth === radices.length) {
      inOneStep(depth, row, open, label);
      yield { phase, done: row, total };
      return;
    }
    for (let v = 0; v < radices[depth]!; v++) {
      digits[depth] = v;
      const next = narrow(open, label, digits, depth);
      yield* inSteps(depth + 1, row + v * strides[depth]!, next.open, next.label);
    }
  };

  const known = conditions.map((candidate) => ({ candidate, truth: judge(candidate.condition, digits, 0) }));
  const first = known.findIndex(({ truth }) => truth === 'yes');
  const open = (first === -1 ? known : known.slice(0, first))
    .filter(({ truth }) => truth === 'open')
    .map(({ candidate }) => ({ ...candidate, mentions: dimensionsIn(candidate.condition, radices.length) }));
  yield* inSteps(0, 0, open, first === -1 ? 0 : known[first]!.candidate.label);
}

/** What is still open once the digit at a depth is known, and the label where nothing of that holds. */
function narrow(
  open: readonly OpenCondition[],
  label: number,
  digits: Uint16Array,
  depth: number,
): { open: readonly OpenCondition[]; label: number } {
  const stillOpen: OpenCondition[] = [];
  for (const candidate of open) {
    const truth = candidate.mentions[depth] === 0 ? 'open' : judge(candidate.condition, digits, depth + 1);
    if (truth === 'yes') return { open: stillOpen, label: candidate.label };
    if (truth === 'open') stillOpen.push(candidate);
  }
  return { open: stillOpen, label };
}

function dimensionsIn(condition: Condition, dimensions: number): Uint8Array {
  const mentions = new Uint8Array(dimensions);
  const collect = (part: Condition): void => {
    if (part.kind === 'literal') mentions[part.dimension] = 1;
    else if (part.kind === 'not') collect(part.part);
    else part.parts.forEach(collect);
  };
  collect(condition);
  return mentions;
}
