import { judge, type Condition } from './condition.ts';

/** A condition with the label it gives. */
export interface LabelledCondition {
  readonly label: number;
  readonly condition: Condition;
}

/**
 * Enumerates a grid by prefixes, leaving a prefix as soon as the first condition that holds for all of its rows
 * is known: hands out blocks of consecutive rows with one label (0 where no condition holds), in order.
 */
export function enumerateBlocks(
  radices: readonly number[],
  conditions: readonly LabelledCondition[],
  visit: (label: number, digits: Uint16Array, depth: number, firstRow: number, rows: number) => void,
): void {
  const digits = new Uint16Array(radices.length);
  const rowsBelow = radices.map(() => 1);
  for (let layer = radices.length - 2; layer >= 0; layer--)
    rowsBelow[layer] = rowsBelow[layer + 1]! * radices[layer + 1]!;

  const descend = (depth: number, row: number, open: readonly LabelledCondition[], label: number): void => {
    if (open.length === 0) {
      visit(label, digits, depth, row, depth === 0 ? radices[0]! * rowsBelow[0]! : rowsBelow[depth - 1]!);
      return;
    }
    for (let v = 0; v < radices[depth]!; v++) {
      digits[depth] = v;
      const stillOpen: LabelledCondition[] = [];
      let certain = label;
      for (const candidate of open) {
        const truth = judge(candidate.condition, digits, depth + 1);
        if (truth === 'open') stillOpen.push(candidate);
        else if (truth === 'yes') {
          certain = candidate.label;
          break;
        }
      }
      descend(depth + 1, row + v * rowsBelow[depth]!, stillOpen, certain);
    }
  };
  const known = conditions.map((candidate) => ({ candidate, truth: judge(candidate.condition, digits, 0) }));
  const first = known.findIndex(({ truth }) => truth === 'yes');
  const relevant = first === -1 ? known : known.slice(0, first);
  descend(
    0,
    0,
    relevant.filter(({ truth }) => truth === 'open').map(({ candidate }) => candidate),
    first === -1 ? 0 : known[first]!.candidate.label,
  );
}
