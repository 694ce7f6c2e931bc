import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Issue } from '../covergrid-error.ts';
import { configFromValue, parseConfig } from './config-document.ts';
import { checkConfig, validateConfig } from './validate-config.ts';

const rule = { id: z.string().regex(/^[a-z]+$/, 'must be lower-case letters') };
const schema = z.strictObject({
  name: z.string().max(5).optional(),
  level: z.enum(['low', 'high']).optional(),
  ids: z.union([z.string(), z.array(z.string()).min(1), z.strictObject({ not: z.string() })]).optional(),
  rules: z.array(
    z.union([
      z.strictObject({ ...rule, exclude: z.string() }),
      z.strictObject({
        ...rule,
        limit: z.string(),
        keep: z
          .number()
          .int()
          .refine((n) => n !== 0, {
            message: 'must be at least 1',
            params: { code: 'CONFIG_KEEP_ZERO' },
            abort: true,
          })
          .min(1),
      }),
    ]),
  ),
});

/** `line:column CODE message` of each finding. */
function findings(text: string): string[] {
  return checkConfig(parseConfig(text, 'x.yaml'), schema).issues.map(
    ({ code, message, at }) => `${at?.line}:${at?.column} ${code} ${message}`,
  );
}

test.each([
  ['rules: []\nnme: x', ['2:1 CONFIG_UNKNOWN_KEY Unknown key "nme". Did you mean "name"?']],
  ['name: 5\nrules: []', ['1:7 CONFIG_INVALID name must be text, not 5.']],
  ['name: longer\nrules: []', ['1:7 CONFIG_INVALID name must have at most 5 characters.']],
  ['level: hi\nrules: []', ['1:8 CONFIG_INVALID level must be "low" or "high", not "hi".']],
  ['ids: 5\nrules: []', ['1:6 CONFIG_INVALID ids must be text or a list or a map, not 5.']],
  ['ids: [a, 5]\nrules: []', ['1:10 CONFIG_INVALID ids[1] must be text, not 5.']],
  ['ids: []\nrules: []', ['1:6 CONFIG_INVALID ids must have at least 1 entry.']],
  ['ids: {nto: a}\nrules: []', ['1:7 CONFIG_UNKNOWN_KEY Unknown key "nto" in ids. Did you mean "not"?']],
  ['name: x', ['1:1 CONFIG_INVALID rules is missing.']],
  ['- a', ['1:1 CONFIG_INVALID The document must be a map, not a list.']],
  ['', ['1:1 CONFIG_INVALID The document must be a map, not empty.']],
  ['rules: []\n__proto__: 1', ['2:1 CONFIG_UNKNOWN_KEY Unknown key "__proto__".']],
  ['rules: []\n"a\\e[2J": 1', ['2:1 CONFIG_UNKNOWN_KEY Unknown key "a\\u{1b}[2J".']],
])('%j', (text, expected) => {
  expect(findings(text)).toEqual(expected);
});

test.each([
  ['{id: a, limit: x}', ['1:9 CONFIG_INVALID rules[0].keep is missing.']],
  [
    '{id: a, limit: x, kep: 3}',
    ['1:27 CONFIG_UNKNOWN_KEY Unknown key "kep" in rules[0]. Did you mean "keep"?'],
  ],
  ['{id: a, limit: x, keep: 0}', ['1:33 CONFIG_KEEP_ZERO rules[0].keep must be at least 1.']],
  ['{id: a, limit: x, keep: -1}', ['1:33 CONFIG_INVALID rules[0].keep must be at least 1.']],
  ['{id: a, limit: x, keep: 1.5}', ['1:33 CONFIG_INVALID rules[0].keep must be a whole number, not 1.5.']],
  ['{id: a, exclude: x, keep: 3}', ['1:29 CONFIG_UNKNOWN_KEY Unknown key "keep" in rules[0].']],
  ['{id: A, exclude: x}', ['1:14 CONFIG_INVALID rules[0].id must be lower-case letters.']],
  [
    '{id: a, exclud: x}',
    ['1:17 CONFIG_UNKNOWN_KEY Unknown key "exclud" in rules[0]. Did you mean "exclude"?'],
  ],
  ['7', ['1:9 CONFIG_INVALID rules[0] must be a map, not 7.']],
])('a rule is judged as what it evidently is: %s', (text, expected) => {
  expect(findings(`rules: [${text}]`)).toEqual(expected);
});

test.each([
  [
    'a number that is too large',
    '{id: a, limit: x, keep: 1e300}',
    ['rules[0].keep must be at most 9007199254740991.'],
  ],
  [
    'a value at an anchor that is used twice',
    '&a {id: A, exclude: x}, *a',
    ['rules[0].id must be lower-case letters.'],
  ],
  [
    'an unknown key at such an anchor',
    '&a {id: a, exclude: x, elsewhere: 1}, *a',
    ['Unknown key "elsewhere" in rules[0].'],
  ],
  ['two keys left out', '{}', ['rules[0].id is missing.', 'rules[0].exclude is missing.']],
])('%s is reported once', (_, rules, expected) => {
  const { issues } = checkConfig(parseConfig(`rules: [${rules}]`, 'x.yaml'), schema);
  expect(issues.map(({ message }) => message)).toEqual(expected);
});

describe('a file that names its schema', () => {
  const named = z.strictObject({ schema: z.literal('covergrid/rates@1'), n: z.number() });
  const issuesOf = (text: string): readonly Issue[] => checkConfig(parseConfig(text, 'x.yaml'), named).issues;

  test('is told how to see that schema', () => {
    const [issue, ...others] = issuesOf('schema: covergrid/rates@1\nn: x');
    expect(issue?.hint).toContain('`covergrid taxonomy schema rates`');
    expect(others).toEqual([]);
  });

  test('is judged no further where it names another', () => {
    expect(issuesOf('schema: covergrid/taxonomy@1\naxes: []').map(({ message }) => message)).toEqual([
      'schema must be "covergrid/rates@1", not "covergrid/taxonomy@1".',
    ]);
    expect(issuesOf('axes: []')).toHaveLength(3);
  });
});

test('a union says what its own message says, beside what is wrong in any case', () => {
  const own = z.array(
    z.xor(
      [z.strictObject({ id: z.string(), a: z.number() }), z.strictObject({ id: z.string(), b: z.number() })],
      {
        error: ({ input }) =>
          Object.keys(input as object).includes('a') ? 'must be one or the other' : undefined,
      },
    ),
  );
  const messages = (text: string): string[] =>
    checkConfig(parseConfig(text, 'x.yaml'), own).issues.map(({ message }) => message);
  expect(messages('[{id: 5, a: 1, b: 1}]')).toEqual([
    '[0] must be one or the other.',
    '[0].id must be text, not 5.',
  ]);
  expect(messages('[{id: x, b: y}]')).toEqual(['[0].b must be a number, not "y".']);
});

test('lists 100 findings and counts the rest, quickly', () => {
  const text = `rules: []\n${Array.from({ length: 80_000 }, (_, i) => `key${i}: 1`).join('\n')}`;
  const document = parseConfig(text, 'x.yaml');
  const start = performance.now();
  const { issues } = checkConfig(document, schema);
  expect(performance.now() - start).toBeLessThan(2000);
  expect(issues).toHaveLength(101);
  expect(issues.at(-1)?.message).toBe('79900 more findings are not listed.');
});

test('values from code have no places and must be finite', () => {
  expect(checkConfig(configFromValue({ rules: [], nme: 1 }), schema).issues).toEqual([
    { code: 'CONFIG_UNKNOWN_KEY', message: 'Unknown key "nme". Did you mean "name"?', at: undefined },
  ]);
  const cyclic: { rules: unknown[] } = { rules: [] };
  cyclic.rules.push(cyclic);
  expect(checkConfig(configFromValue(cyclic), schema).issues[0]?.code).toBe('CONFIG_TOO_DEEP');
  let wide: unknown[] = [];
  for (let i = 0; i < 40; i += 1) wide = [wide, wide];
  expect(checkConfig(configFromValue(wide), schema).issues[0]?.code).toBe('CONFIG_TOO_LARGE');
});

test('validateConfig returns the value, or throws all issues at once', () => {
  expect(validateConfig(parseConfig('rules: []', 'x.yaml'), schema)).toEqual({ rules: [] });
  expect(() => validateConfig(parseConfig('name: 1\nlevel: 2', 'x.yaml'), schema)).toThrow(
    expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: 'name must be text, not 1. (and 2 more)',
      at: { file: 'x.yaml', line: 1, column: 7 },
    }),
  );
});
