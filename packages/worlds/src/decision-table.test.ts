import { parseConfig } from '@covergrid/core/config';
import { expect, test } from 'vitest';
import { compileDecisionTable, lintDecisionTable } from './decision-table.ts';
import { parseDecisionTable } from './load.ts';

function table(rows: string): ReturnType<typeof parseDecisionTable> {
  return parseDecisionTable(
    `schema: covergrid/decision-table@1
id: t
version: 1.0.0
classes:
  policy: {axis: p, values: {in: in-bin, out: out-bin}}
  stock: {axis: s, values: {some: some-bin, none: none-bin}}
rows:
${rows}`,
    'table.yaml',
  );
}

function lint(rows: string): string[] {
  const { value, document } = table(rows);
  return lintDecisionTable(value, document).map(
    ({ code, message, at }) => `${at?.line}:${at?.column} ${code} ${message}`,
  );
}

const TOTAL = `  - {when: {policy: out}, decision: deny_policy}
  - {when: {policy: in, stock: some}, decision: approve}
  - {when: {policy: in, stock: [none]}, decision: defer}`;

test('a total table decides every combination, and no other', () => {
  expect(lint(TOTAL)).toEqual([]);
  const decide = compileDecisionTable(table(TOTAL).value);
  expect(decide({ policy: 'out', stock: 'none' })?.decision).toBe('deny_policy');
  expect(decide({ policy: 'in', stock: 'none' })?.decision).toBe('defer');
  expect(decide({ policy: 'in', stock: 'lots' })).toBeUndefined();
});

test('gaps, conflicts and unknown names are found at their places', () => {
  expect(lint('  - {when: {policy: out}, decision: deny_policy}')).toEqual([
    '7:1 DECISION_GAP No row decides policy in, stock some, and 1 more combinations.',
  ]);
  expect(lint(`${TOTAL}\n  - {when: {stock: none}, decision: deny_unavailable}`)).toEqual([
    '11:5 DECISION_CONFLICT Rows 3 and 4 both decide policy in, stock none.',
    '11:5 DECISION_CONFLICT Rows 1 and 4 both decide policy out, stock none.',
  ]);
  expect(lint(`${TOTAL}\n  - {when: {policy: maybe, brand: x}, decision: defer}`)).toEqual([
    '11:21 CONFIG_UNKNOWN_NAME Column "policy" has no class "maybe"; it has in, out.',
    '11:28 CONFIG_UNKNOWN_NAME There is no column "brand"; the columns are policy, stock.',
  ]);
});

test('a table of too many combinations is refused, not enumerated', () => {
  const { value } = table(TOTAL);
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`c${index}`, `b${index}`]));
  const classes = { policy: { axis: 'p', values: many }, stock: { axis: 's', values: many } };
  const rows = [{ when: {}, decision: 'approve' as const, final: false }];
  const issues = lintDecisionTable({ ...value, classes, rows }, parseConfig('{}', 'x.yaml'));
  expect(issues.map(({ code }) => code)).toEqual(['GRID_TOO_LARGE']);
});
