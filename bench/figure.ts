/** A bound, both inclusive. */
export type Bound = { readonly most: number } | { readonly least: number };

/** One row of the table: the worst value over the seeds. */
export interface Figure {
  readonly name: string;
  readonly worst: number;
  readonly unit: 'ms' | 'µs' | 'MB' | '×' | '%';
  /** What the project aims at on an ordinary machine. */
  readonly target?: Bound;
  /** What `--ci` insists on: memory, and ratios to loops timed in the same run. Absolute times are never among them. */
  readonly asserted?: Bound;
  /** What stands behind the value: rates, the peer's own time. */
  readonly detail: string;
}

/** How much is measured. */
export interface Scale {
  readonly isCi: boolean;
  readonly seeds: readonly number[];
}

/** The bound that counts in this run. */
export function boundOf(figure: Figure, isCi: boolean): Bound | undefined {
  return isCi ? figure.asserted : figure.target;
}

/** `printed` where no bound counts in this run. */
export function verdictOf(figure: Figure, isCi: boolean): 'met' | 'missed' | 'printed' {
  const bound = boundOf(figure, isCi);
  if (bound === undefined) return 'printed';
  return ('most' in bound ? figure.worst <= bound.most : figure.worst >= bound.least) ? 'met' : 'missed';
}

/** The table, with one header line; numbers to the right. */
export function renderTable(figures: readonly Figure[], isCi: boolean): string {
  const rows = figures.map((figure) => [
    figure.name,
    amount(figure.worst),
    figure.unit,
    boundText(boundOf(figure, isCi)),
    verdictOf(figure, isCi),
    figure.detail,
  ]);
  const table = [['figure', 'worst', '', isCi ? 'asserted' : 'target', 'verdict', 'behind it'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 1 || column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three significant digits, whole numbers from 100 on. */
export function amount(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

function boundText(bound: Bound | undefined): string {
  if (bound === undefined) return '';
  return 'most' in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`;
}
