import type { Manifest } from '@covergrid/enumerator';
import { cellsInOrder, type GridNames } from './grid-names.ts';

/** One figure of the heatmap: a cell, or a block of cells where the grid is folded. */
export interface HeatFigure {
  raw: number;
  kept: number;
  /** Dropped scenarios by rule id. */
  byRule: ReadonlyMap<string, number>;
}

/** One row or column: the ids it stands for, one unless the grid is folded. */
export interface HeatLine {
  label: string;
  ids: readonly string[];
}

/** The heatmap's figures. `figures[row][column]`; totals are of the whole grid. */
export interface HeatGrid {
  rows: HeatLine[];
  columns: HeatLine[];
  figures: HeatFigure[][];
  rowTotals: HeatFigure[];
  columnTotals: HeatFigure[];
  total: HeatFigure;
  isFolded: boolean;
}

const MOST_CELLS = 2000;
const MOST_ROWS = 50;
const MOST_COLUMNS = 20;

/** Lays the cells out by domain and behavior; above 2,000 cells, neighbours in display order are summed up. */
export function heatGrid(manifest: Manifest, names: GridNames): HeatGrid {
  const isFolded = names.domains.length * names.behaviors.length > MOST_CELLS;
  const rows = fold(names.domains, isFolded ? MOST_ROWS : Infinity);
  const columns = fold(names.behaviors, isFolded ? MOST_COLUMNS : Infinity);
  const rowOf = lineOf(rows);
  const columnOf = lineOf(columns);
  const members = rows.map(() => columns.map((): Manifest['cells'] => []));
  for (const cell of cellsInOrder(manifest, names)) {
    members[rowOf.get(cell.domain) ?? -1]?.[columnOf.get(cell.behavior) ?? -1]?.push(cell);
  }
  return {
    rows,
    columns,
    figures: members.map((row) => row.map(sumOf)),
    rowTotals: members.map((row) => sumOf(row.flat())),
    columnTotals: columns.map((_, column) => sumOf(members.flatMap((row) => row[column] ?? []))),
    total: sumOf(manifest.cells),
    isFolded,
  };
}

function fold(entries: readonly { id: string; name: string }[], most: number): HeatLine[] {
  const size = Math.max(1, Math.ceil(entries.length / most));
  const count = Math.ceil(entries.length / size);
  return Array.from({ length: count }, (_, index) => {
    const members = entries.slice(index * size, (index + 1) * size);
    return {
      label: lineLabel(members.map((member) => member.name)),
      ids: members.map((member) => member.id),
    };
  });
}

function lineLabel(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const last = others.at(-1);
  return last === undefined ? first : `${first} … ${last} (${names.length})`;
}

function lineOf(lines: readonly HeatLine[]): Map<string, number> {
  return new Map(lines.flatMap((line, index) => line.ids.map((id) => [id, index])));
}

function sumOf(cells: Manifest['cells']): HeatFigure {
  const byRule = new Map<string, number>();
  let raw = 0;
  let kept = 0;
  for (const cell of cells) {
    raw += cell.raw;
    kept += cell.kept;
    for (const [rule, count] of Object.entries(cell.by_rule))
      byRule.set(rule, (byRule.get(rule) ?? 0) + count);
  }
  return { raw, kept, byRule };
}
