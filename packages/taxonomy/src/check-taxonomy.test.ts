import { expect, test } from 'vitest';
import { findingsOf } from '../test/findings-of.ts';
import { EXCLUSIONS, TAXONOMY } from '../test/sample.ts';

/** Findings after one replacement in the sample taxonomy. */
function after(from: string, to: string): string[] {
  expect(TAXONOMY).toContain(from);
  return findingsOf(TAXONOMY.replace(from, to), EXCLUSIONS);
}

test('an axis without bins is found once, not again by each rule that names it', () => {
  expect(after('bins:\n      - {id: yes}\n      - {id: no}', 'bins: []')).toHaveLength(1);
});

test('the sample is valid', () => {
  expect(findingsOf(TAXONOMY, EXCLUSIONS)).toEqual([]);
});

test.each([
  [
    '{id: checkout, name',
    '{id: search, name',
    't:6:10 CONFIG_DUPLICATE_ID The domain "search" stands here a second time.',
  ],
  [
    '{id: hostile, name',
    '{id: happy, name',
    't:9:10 CONFIG_DUPLICATE_ID The behavior "happy" stands here a second time.',
  ],
  ['- id: stock', '- id: price', 't:18:9 CONFIG_DUPLICATE_ID The axis "price" stands here a second time.'],
  [
    '{id: no}',
    '{id: yes}',
    't:22:14 CONFIG_DUPLICATE_ID The bin of "stock" "yes" stands here a second time.',
  ],
  [
    '- id: stock',
    '- id: trait',
    't:18:9 CONFIG_RESERVED_NAME No axis may be called "trait": it is a word of the rule language.',
  ],
  [
    'bins:\n      - {id: yes}\n      - {id: no}',
    'bins: []',
    't:20:11 CONFIG_EMPTY_AXIS The axis "stock" has no bins.',
  ],
  [
    'domain: checkout,',
    'domain: [checkout, chekout],',
    't:24:37 CONFIG_UNKNOWN_DOMAIN There is no domain "chekout"; the domains are search, checkout. Did you mean "checkout"?',
  ],
  [
    '[hostile, happy]',
    'sad',
    't:24:46 CONFIG_UNKNOWN_BEHAVIOR There is no behavior "sad"; the behaviors are happy, hostile.',
  ],
  [
    'traits:\n',
    'traits:\n  - {id: urgent, domain: [checkout], behavior: [happy, hostile], description: x}\n',
    't:25:10 CONFIG_DUPLICATE_ID The trait "urgent" is given to the same cells a second time.',
  ],
  [
    'version: 1.2.0',
    'version: 1.2.0-01',
    't:3:10 CONFIG_INVALID version must be a semantic version such as 1.0.0.',
  ],
  ['name: Search}', 'name: " "}', 't:5:24 CONFIG_INVALID domains[0].name must not be blank.'],
  ['unit: percent', 'unit: "\\t"', 't:13:11 CONFIG_INVALID axes[0].unit must not be blank.'],
  ['version: 1.2.0', 'version: 1.2.0\ntitle: ""', 't:4:8 CONFIG_INVALID title must not be blank.'],
  ['{id: yes}', '{id: yes, label: " "}', 't:21:26 CONFIG_INVALID axes[1].bins[0].label must not be blank.'],
  [
    'name: Search}',
    'nmae: Search}',
    't:5:18 CONFIG_UNKNOWN_KEY Unknown key "nmae" in domains[0]. Did you mean "name"?',
  ],
  ['unit: percent', '__proto__: {}', 't:13:5 CONFIG_UNKNOWN_KEY Unknown key "__proto__" in axes[0].'],
])('%j → %j', (from, to, expected) => {
  expect(after(from, to)).toContain(expected);
});

test.each([
  [
    '{max: 10}',
    '{max: 5}',
    't:16:29 CONFIG_BAD_RANGE Axis "price": bins "low" and "medium" leave a gap: > 5 and <= 10.',
  ],
  [
    '{max: 10}',
    '{below: 10}',
    't:16:29 CONFIG_BAD_RANGE Axis "price": bins "low" and "medium" leave a gap: 10.',
  ],
  [
    '{above: 10, below: 30}',
    '{min: 10, below: 30}',
    't:16:29 CONFIG_BAD_RANGE Axis "price": bins "low" and "medium" overlap: 10.',
  ],
  [
    '{above: 10, below: 30}',
    '{above: 10, max: 40}',
    't:17:27 CONFIG_BAD_RANGE Axis "price": bins "medium" and "high" overlap: >= 30 and <= 40.',
  ],
  [
    '{min: 30}',
    '{min: 30, above: 30}',
    't:17:27 CONFIG_BAD_RANGE Axis "price": the range of bin "high" has both min and above.',
  ],
  [
    '{min: 30}',
    '{min: 30, max: 40, below: 40}',
    't:17:27 CONFIG_BAD_RANGE Axis "price": the range of bin "high" has both max and below.',
  ],
  [
    '{min: 30}',
    '{min: 30, max: 20}',
    't:17:27 CONFIG_BAD_RANGE Axis "price": the range of bin "high" holds no number.',
  ],
  [
    '{min: 30}',
    '{min: 30, below: 30}',
    't:17:27 CONFIG_BAD_RANGE Axis "price": the range of bin "high" holds no number.',
  ],
  ['{min: 30}', '{}', 't:17:27 CONFIG_BAD_RANGE Axis "price": bins "low" and "high" overlap: <= 10.'],
  [', range: {min: 30}', '', 't:17:9 CONFIG_BAD_RANGE Axis "price": bin "high" has no range, others have.'],
  ['{max: 10}', '{max: .nan}', 't:15:32 CONFIG_INVALID axes[0].bins[0].range.max must be a number, not NaN.'],
])('ranges: %j → %j', (from, to, expected) => {
  expect(after(from, to)).toContain(expected);
});

test('one connected interval is enough: the ends may be closed', () => {
  expect(after('{max: 10}', '{min: 0, max: 10}')).toEqual([]);
  expect(after('{min: 30}', '{min: 30, max: 30}')).toEqual([]);
});

test('a grid of more than 2^53 scenarios is refused', () => {
  const bins = Array.from({ length: 10 }, (_, i) => `{id: b${i}}`).join(', ');
  const axes = (count: number): string =>
    Array.from({ length: count }, (_, i) => `  - {id: a${i}, name: A, bins: [${bins}]}\n`).join('');
  const text = (count: number): string => TAXONOMY.replace('axes:\n', `axes:\n${axes(count)}`);
  expect(findingsOf(text(14), EXCLUSIONS)).toEqual([]);
  expect(findingsOf(text(15), EXCLUSIONS)).toEqual([
    expect.stringMatching(/^t:10:1 GRID_TOO_LARGE The grid 2 × 2 × 10 .* has more than 2\^53 scenarios\.$/),
  ]);
});

test('a grid of more than 100,000 cells is refused, since each has an account of its own', () => {
  const ids = (letter: string, count: number): { id: string; name: string }[] =>
    Array.from({ length: count }, (_, i) => ({ id: `${letter}${i}`, name: 'N' }));
  const text = (domains: number): string =>
    JSON.stringify({
      schema: 'covergrid/taxonomy@1',
      id: 'shop',
      version: '1.0.0',
      domains: ids('d', domains),
      behaviors: ids('h', 500),
      axes: [],
    });
  const exclusions =
    'schema: covergrid/exclusions@1\nid: e\nversion: 1.0.0\ntaxonomy: {id: shop, version: "*"}\nrules: []\n';
  expect(findingsOf(text(200), exclusions)).toEqual([]);
  expect(findingsOf(text(201), exclusions)).toEqual([
    expect.stringMatching(
      /^t:1:\d+ GRID_TOO_LARGE 201 domains × 500 behaviors are more than 100,000 cells\.$/,
    ),
  ]);
});

test('all findings of both files come at once', () => {
  const taxonomy = TAXONOMY.replace('id: checkout', 'id: search').replace('max: 10', 'max: 5');
  const exclusions = EXCLUSIONS.replace('stock: no', 'stok: no');
  expect(findingsOf(taxonomy, exclusions).map((finding) => finding.split(' ', 2).join(' '))).toEqual([
    't:6:10 CONFIG_DUPLICATE_ID',
    't:16:29 CONFIG_BAD_RANGE',
    't:24:26 CONFIG_UNKNOWN_DOMAIN',
    'e:9:30 CONFIG_UNKNOWN_AXIS',
  ]);
  expect(findingsOf('a: [', 'b: [')).toHaveLength(2);
});
