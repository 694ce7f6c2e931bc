import { quoted, type Issue } from '@covergrid/core';
import type { ConfigDocument } from '@covergrid/core/config';
import type { DecisionTable } from './decision-table-schema.ts';

/** A row of a decision table. */
export type DecisionRow = DecisionTable['rows'][number];

/** The class of each column: `{policy: 'within', availability: 'in-stock', brand: 'none'}`. */
export type Classes = Readonly<Record<string, string>>;

const MOST_COMBINATIONS = 100_000;

/** Compiles a table that has exactly one row for every combination of classes; undefined for unknown classes. */
export function compileDecisionTable(table: DecisionTable): (classes: Classes) => DecisionRow | undefined {
  const columns = Object.keys(table.classes);
  const rows = new Map<string, DecisionRow>();
  for (const classes of combinations(table))
    rows.set(keyOf(columns, classes), table.rows.find((row) => matches(row, classes)) as DecisionRow);
  return (classes) => rows.get(keyOf(columns, classes));
}

/** Finds combinations of classes that no row decides, those that two rows decide, rows for nothing, unknown names. */
export function lintDecisionTable(table: DecisionTable, document: ConfigDocument): Issue[] {
  const unknown = unknownClasses(table, document);
  if (unknown.length > 0) return unknown;
  const size = Object.values(table.classes).reduce(
    (product, { values }) => product * Object.keys(values).length,
    1,
  );
  if (size > MOST_COMBINATIONS)
    return [
      {
        code: 'GRID_TOO_LARGE',
        message: `The decision table has ${size} combinations of classes; at most ${MOST_COMBINATIONS} are decided.`,
        at: document.place(['classes'], 'key'),
      },
    ];
  const conflicts = new Map<string, Issue>();
  const gaps: Classes[] = [];
  for (const classes of combinations(table)) {
    const [first, second] = table.rows.flatMap((row, index) => (matches(row, classes) ? [index] : []));
    if (first === undefined) gaps.push(classes);
    else if (second !== undefined)
      conflicts.set(`${first} ${second}`, {
        code: 'DECISION_CONFLICT',
        message: `Rows ${first + 1} and ${second + 1} both decide ${wordsOfClasses(classes)}.`,
        at: document.place(['rows', second], 'value'),
      });
  }
  const [gap] = gaps;
  return [
    ...conflicts.values(),
    ...(gap === undefined
      ? []
      : [
          {
            code: 'DECISION_GAP' as const,
            message: `No row decides ${wordsOfClasses(gap)}${gaps.length > 1 ? `, and ${gaps.length - 1} more combinations` : ''}.`,
            at: document.place(['rows'], 'key'),
          },
        ]),
  ];
}

function unknownClasses(table: DecisionTable, document: ConfigDocument): Issue[] {
  return table.rows.flatMap((row, index) =>
    Object.entries(row.when).flatMap(([column, wanted]): Issue[] => {
      const path = ['rows', index, 'when', column];
      const known = Object.hasOwn(table.classes, column) ? table.classes[column] : undefined;
      if (known === undefined) {
        const names = Object.keys(table.classes).join(', ');
        const message = `There is no column ${quoted(column)}; the columns are ${names}.`;
        return [{ code: 'CONFIG_UNKNOWN_NAME', message, at: document.place(path, 'key') }];
      }
      return listOf(wanted)
        .filter((name) => !Object.hasOwn(known.values, name))
        .map((name) => ({
          code: 'CONFIG_UNKNOWN_NAME',
          message: `Column ${quoted(column)} has no class ${quoted(name)}; it has ${Object.keys(known.values).join(', ')}.`,
          at: document.place(path, 'value'),
        }));
    }),
  );
}

function* combinations({ classes }: DecisionTable): Generator<Classes> {
  let partial: Record<string, string>[] = [{}];
  for (const [column, { values }] of Object.entries(classes))
    partial = partial.flatMap((chosen) => Object.keys(values).map((name) => ({ ...chosen, [column]: name })));
  yield* partial;
}

/** True where a row decides such classes. */
export function matches(row: DecisionRow, classes: Classes): boolean {
  return Object.entries(row.when).every(([column, wanted]) => listOf(wanted).includes(classes[column] ?? ''));
}

function listOf(names: string | readonly string[]): readonly string[] {
  return typeof names === 'string' ? [names] : names;
}

function keyOf(columns: readonly string[], classes: Classes): string {
  let key = '';
  for (const column of columns) key += `${classes[column] ?? ''}\n`;
  return key;
}

function wordsOfClasses(classes: Classes): string {
  return Object.entries(classes)
    .map(([column, name]) => `${column} ${name}`)
    .join(', ');
}
