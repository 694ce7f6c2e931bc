import { expect, test } from 'vitest';
import { findingsOf } from '../test/findings-of.ts';
import { EXCLUSIONS, TAXONOMY } from '../test/sample.ts';

test.each([
  [
    'stock: no}',
    'stok: no}',
    'e:9:30 CONFIG_UNKNOWN_AXIS There is no axis "stok"; the axes are price, stock. Did you mean "stock"?',
  ],
  [
    'stock: no}',
    'stock: non}',
    'e:9:37 CONFIG_UNKNOWN_BIN Axis "stock" has no bin "non"; it has yes, no. Did you mean "no"?',
  ],
  [
    'stock: no}',
    'stock: {not: [yes, nope]}}',
    'e:9:49 CONFIG_UNKNOWN_BIN Axis "stock" has no bin "nope"; it has yes, no. Did you mean "no"?',
  ],
  [
    '[low, medium]',
    '[low, mid]',
    'e:13:33 CONFIG_UNKNOWN_BIN Axis "price" has no bin "mid"; it has low, medium, high.',
  ],
  [
    '{not: search}',
    '{not: serch}',
    'e:13:64 CONFIG_UNKNOWN_DOMAIN There is no domain "serch"; the domains are search, checkout. Did you mean "search"?',
  ],
  [
    '{behavior: hostile}',
    '{behavior: hostil}',
    'e:16:39 CONFIG_UNKNOWN_BEHAVIOR There is no behavior "hostil"; the behaviors are happy, hostile. Did you mean "hostile"?',
  ],
  [
    'trait: urgent',
    'trait: urgnt',
    'e:9:22 CONFIG_UNKNOWN_TRAIT There is no trait "urgnt"; the traits are urgent. Did you mean "urgent"?',
  ],
  [
    'per: [domain]',
    'per: [domain, colour]',
    'e:14:19 CONFIG_UNKNOWN_AXIS There is no dimension "colour"; the dimensions are domain, behavior, price, stock.',
  ],
  [
    'per: [domain]',
    'per: [trait]',
    'e:14:11 CONFIG_UNKNOWN_AXIS A trait is no dimension: name domain, behavior or an axis.',
  ],
  [
    'per: [domain]',
    'per: [domain, domain]',
    'e:14:19 CONFIG_DUPLICATE_ID "domain" stands here a second time.',
  ],
  [
    'balance: [price]',
    'balance: [prise]',
    'e:17:15 CONFIG_UNKNOWN_AXIS There is no dimension "prise"; the dimensions are domain, behavior, price, stock. Did you mean "price"?',
  ],
  [
    'spread: [behavior]',
    'spread: [behavior, all]',
    'e:18:24 CONFIG_UNKNOWN_AXIS There is no dimension "all"; the dimensions are domain, behavior, price, stock.',
  ],
  [
    'id: cap.cheap',
    'id: block.urgent',
    'e:10:9 CONFIG_DUPLICATE_ID The rule "block.urgent" stands here a second time.',
  ],
  [
    'keep: 1',
    'keep: 0',
    'e:15:11 CONFIG_KEEP_ZERO rules[1].keep must be at least 1; to drop everything, write an `exclude` rule.',
  ],
  [
    '{id: shop, version: ^1.0.0}',
    '{id: shop, version: ^2.0.0}',
    'e:4:31 CONFIG_VERSION_MISMATCH These exclusions are for "shop" "^2.0.0"; the taxonomy is "1.2.0".',
  ],
  [
    '{id: shop, version: ^1.0.0}',
    '{id: shop, version: newest}',
    'e:4:31 CONFIG_VERSION_MISMATCH "newest" is no semver range; write one such as ^1.0.0.',
  ],
  [
    '{id: shop,',
    '{id: shoe,',
    'e:4:16 CONFIG_VERSION_MISMATCH These exclusions are for taxonomy "shoe", not "shop".',
  ],
  [
    'exclude: {trait: urgent, stock: no}',
    'exclude: {stock: []}',
    'e:9:22 CONFIG_INVALID rules[0].exclude.stock must have at least 1 entry.',
  ],
  [
    'exclude: {trait: urgent, stock: no}',
    'exclude: {__proto__: {stock: no}}',
    'e:9:15 CONFIG_UNKNOWN_KEY Unknown key "__proto__" in rules[0].exclude.',
  ],
  [
    'exclude: {trait: urgent, stock: no}',
    'exclude: {constructor: x}',
    'e:9:15 CONFIG_UNKNOWN_AXIS There is no axis "constructor"; the axes are price, stock.',
  ],
  [
    'exclude: {trait: urgent, stock: no}',
    'exclude: {stock: 5}',
    'e:9:22 CONFIG_INVALID rules[0].exclude.stock must be text or a list or a map, not 5.',
  ],
  [
    'per: [domain]',
    'pre: [domain]',
    'e:14:5 CONFIG_UNKNOWN_KEY Unknown key "pre" in rules[1]. Did you mean "per"?',
  ],
  [
    'exclude: {trait: urgent, stock: no}',
    'exclude: {trait: urgent}\n    limit: {}\n    per: []\n    keep: 1',
    'e:6:5 CONFIG_INVALID rules[0] must have `exclude` or `limit`, one or the other, not both.',
  ],
  [
    'exclude: {trait',
    'exclude: {"a\\e[2J": x, trait',
    'e:9:15 CONFIG_UNKNOWN_AXIS There is no axis "a\\u{1b}[2J"; the axes are price, stock.',
  ],
])('%j → %j', (from, to, expected) => {
  expect(EXCLUSIONS).toContain(from);
  expect(findingsOf(TAXONOMY, EXCLUSIONS.replace(from, to))).toContain(expected);
});

test('a rule of both kinds has one finding, beside what is wrong in any case', () => {
  const rule = '{id: a, category: c, rationale: " ", limit: {stock: no}, exclude: {}, per: [], keep: 1}';
  expect(findingsOf(TAXONOMY, `${EXCLUSIONS}  - ${rule}\n`)).toEqual([
    expect.stringMatching(/^e:\d+:5 CONFIG_INVALID rules\[2\] must have `exclude` or `limit`/),
    expect.stringMatching(/^e:\d+:37 CONFIG_INVALID rules\[2\]\.rationale must not be blank\.$/),
  ]);
});

test('exclusions for another taxonomy are held against this one no further', () => {
  const other = EXCLUSIONS.replace('{id: shop, version: ^1.0.0}', '{id: shoe, version: ^2.0.0}');
  expect(findingsOf(TAXONOMY, other.replace('stock: no', 'size: 42'))).toHaveLength(1);
});

test('what stands wrong at an anchor is found once, however often it is used', () => {
  const twice = EXCLUSIONS.replace('exclude: {', 'exclude: &a {').replace('stock: no}', 'stock: non}');
  const rule = '{id: again, category: c, rationale: Why., exclude: *a}';
  expect(findingsOf(TAXONOMY, `${twice}  - ${rule}\n`)).toHaveLength(1);
});

test('at most 12 names are listed', () => {
  const domains = Array.from({ length: 30 }, (_, i) => `  - {id: d${i}, name: D}\n`).join('');
  const taxonomy = TAXONOMY.replace('domains:\n', `domains:\n${domains}`);
  const [finding] = findingsOf(taxonomy, EXCLUSIONS.replace('not: search', 'not: nowhere'));
  expect(finding).toContain('the domains are d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11 and 20 more.');
});

test('a pre-release of a version in the range fits', () => {
  expect(findingsOf(TAXONOMY.replace('1.2.0', '1.3.0-rc.1'), EXCLUSIONS)).toEqual([]);
});

test('50,000 unknown names are answered quickly', () => {
  const names = Array.from({ length: 50_000 }, (_, i) => `name${i}`).join(', ');
  const start = performance.now();
  const found = findingsOf(TAXONOMY, EXCLUSIONS.replace('[low, medium]', `[${names}]`));
  expect(performance.now() - start).toBeLessThan(4000);
  expect(found).toHaveLength(101);
  expect(found.at(-1)).toContain('49900 more findings');
});
