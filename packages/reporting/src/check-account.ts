import type { Manifest } from '@covergrid/enumerator';

/**
 * Where the sums of a manifest do not hold, in sentences; empty where raw = kept + excluded by rule everywhere: in
 * total, in each cell, and over the cells and the bins of each axis.
 */
export function checkAccount(manifest: Manifest): string[] {
  const { totals, rules, cells, axes } = manifest;
  const excludedByRules = sum(rules.map((rule) => rule.excluded));
  return [
    ...differs('Scenarios kept and excluded', totals.kept + totals.excluded, totals.raw),
    ...differs('Exclusions of all rules', excludedByRules, totals.excluded),
    ...differs('Scenarios of all cells', sum(cells.map((cell) => cell.raw)), totals.raw),
    ...differs('Kept scenarios of all cells', sum(cells.map((cell) => cell.kept)), totals.kept),
    ...cells.flatMap((cell) => [
      ...differs(`Scenarios of cell ${cell.domain} × ${cell.behavior}`, cell.kept + cell.excluded, cell.raw),
      ...differs(
        `Exclusions of cell ${cell.domain} × ${cell.behavior}`,
        sum(Object.values(cell.by_rule)),
        cell.excluded,
      ),
    ]),
    ...axes.flatMap((axis) => [
      ...differs(`Scenarios of axis ${axis.id}`, sum(axis.bins.map((bin) => bin.raw)), totals.raw),
      ...differs(`Kept scenarios of axis ${axis.id}`, sum(axis.bins.map((bin) => bin.kept)), totals.kept),
    ]),
  ];
}

function differs(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${what}: ${found}, where the account says ${expected}.`];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
