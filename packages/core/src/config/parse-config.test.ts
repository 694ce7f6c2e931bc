import { expect, test } from 'vitest';
import { parseConfig } from './config-document.ts';

function failure(text: string): { code: string; at: string; message: string; ms: number } {
  const start = performance.now();
  try {
    parseConfig(text, 'x.yaml');
  } catch (error) {
    const { code, at, message } = error as {
      code: string;
      at: { line: number; column: number };
      message: string;
    };
    return { code, at: `${at.line}:${at.column}`, message, ms: performance.now() - start };
  }
  throw new Error('It was parsed.');
}

test.each([
  ['an open bracket', 'a: [1', 'CONFIG_SYNTAX', '1:6'],
  ['a tab as indentation', 'a:\n\tb: 1', 'CONFIG_SYNTAX', '2:1'],
  ['a tab after spaces', 'a:\n  \tb: 1', 'CONFIG_SYNTAX', '2:3'],
  ['a tab in a literal block', 'a: |\n\tx', 'CONFIG_SYNTAX', '2:1'],
  ['a second document', 'a: 1\n---\nb: 2', 'CONFIG_SYNTAX', '2:1'],
  ['an unknown tag', 'a: !foo b', 'CONFIG_SYNTAX', '1:4'],
  ['a binary tag', 'a: !!binary aGk=', 'CONFIG_SYNTAX', '1:13'],
  ['a list as key', '? [a]\n: b', 'CONFIG_SYNTAX', '1:3'],
  ['another YAML version', '%YAML 1.1\n---\na: yes', 'CONFIG_SYNTAX', '1:1'],
  ['a control character', 'a: 1\nb: "\u001b[2J"', 'CONFIG_SYNTAX', '2:5'],
  ['a signal of the lexer', 'a: 1\n\u0018', 'CONFIG_SYNTAX', '2:1'],
  ['an alias without anchor', 'a: *b', 'CONFIG_SYNTAX', '1:4'],
  ['an alias before its anchor', 'a: *b\nc: &b 1', 'CONFIG_SYNTAX', '1:4'],
  ['an alias of itself', 'a: &a [*a]', 'CONFIG_ALIAS_LIMIT', '1:8'],
  ['a key twice', 'a: 1\nb:\n  c: 1\n  "c": 2', 'CONFIG_DUPLICATE_KEY', '4:3'],
  ['a key twice in JSON', '{"a": 1, "\\u0061": 2}', 'CONFIG_DUPLICATE_KEY', '1:10'],
  ['65 levels', '['.repeat(65) + ']'.repeat(65), 'CONFIG_TOO_DEEP', '1:65'],
])('%s is refused at its place', (_, text, code, at) => {
  expect(failure(text)).toMatchObject({ code, at });
});

test.each(['\n', '\r\n', '\r'])('lines that end in %j are counted', (end) => {
  const text = ['a: 1', 'b:', '  - c: "x', '      y"', '  - d: *none'].join(end);
  expect(failure(text)).toMatchObject({ code: 'CONFIG_SYNTAX', at: '5:8' });
  expect(parseConfig(`a: 1${end}b: "x${end}  y"${end}`, 'x.yaml').value).toEqual({ a: 1, b: 'x y' });
  expect(parseConfig(`\ufeffa: 1${end}b: 2`, 'x.yaml').place(['b'], 'value')).toMatchObject({
    line: 2,
    column: 4,
  });
});

test('a tab is reported once, without what follows from it', () => {
  const lines = ['axes:', '  - id: x', '    bins:', '      - id: p', '      - id: q', 'traits: []'];
  for (const index of [1, 2, 3, 4]) {
    const text = lines.map((line, at) => (at === index ? `\t${line.trimStart()}` : line)).join('\n');
    expect(() => parseConfig(text, 'x.yaml')).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ at: { file: 'x.yaml', line: index + 1, column: 1 } })],
      }),
    );
  }
});

test('tabs are named as such', () => {
  expect(failure('a:\n\tb: 1').message).toBe(
    'A tab stands in the indentation; YAML is indented with spaces only.',
  );
});

test('reports all syntax errors at once, with control characters escaped', () => {
  expect(() => parseConfig('a: *x\u202e\nb: *y\n', 'x.yaml')).toThrow(
    expect.objectContaining({
      issues: [
        expect.objectContaining({
          message: expect.stringContaining('&x\\u{202e}'),
          at: { file: 'x.yaml', line: 1, column: 4 },
        }),
        expect.objectContaining({ at: { file: 'x.yaml', line: 2, column: 4 } }),
      ],
    }),
  );
});

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'
    .split('')
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
].join('\n');
const deep = 20_000;

test.each([
  ['20,000 open brackets', '['.repeat(deep), 'CONFIG_TOO_DEEP', '1:66', 500],
  ['20,000 brackets, closed', '['.repeat(deep) + ']'.repeat(deep), 'CONFIG_TOO_DEEP', '1:66', 500],
  ['20,000 braces', '{a: '.repeat(deep) + '1' + '}'.repeat(deep), 'CONFIG_TOO_DEEP', '1:261', 500],
  ['20,000 dashes', `${'- '.repeat(deep)}a`, 'CONFIG_TOO_DEEP', '1:131', 500],
  ['20,000 question marks', '? '.repeat(deep), 'CONFIG_TOO_DEEP', '1:131', 500],
  [
    '2,800 steps of indentation',
    Array.from({ length: 2800 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'CONFIG_TOO_DEEP',
    '66:66',
    500,
  ],
  ['an alias bomb', bomb, 'CONFIG_ALIAS_LIMIT', '6:12', 500],
  [
    'aliases that add up to depth',
    `a: &a ${'['.repeat(40)}${']'.repeat(40)}\nb: ${'['.repeat(40)}*a${']'.repeat(40)}`,
    'CONFIG_TOO_DEEP',
    '2:44',
    500,
  ],
  ['2 MB of commas', `[${','.repeat(2e6)}`, 'CONFIG_TOO_LARGE', '1:400001', 2000],
  ['2 MB of anchors', '&a '.repeat(7e5), 'CONFIG_TOO_LARGE', '1:1200000', 2000],
  ['390,000 empty strings', '"" '.repeat(390_000), 'CONFIG_SYNTAX', '1:4', 4000],
  ['2 MB of one key', 'a: 1\n'.repeat(4e5), 'CONFIG_TOO_LARGE', '133334:1', 4000],
])('%s are answered quickly', (_, text, code, at, limitMs) => {
  const found = failure(text);
  expect(found).toMatchObject({ code, at });
  expect(found.ms).toBeLessThan(limitMs);
});

test('1 MB of keys is read in linear time', () => {
  const start = performance.now();
  const { value } = parseConfig(Array.from({ length: 80_000 }, (_, i) => `key${i}: 1`).join('\n'), 'x.yaml');
  expect(Object.keys(value as object)).toHaveLength(80_000);
  expect(performance.now() - start).toBeLessThan(4000);
});

test('64 levels, many aliases and odd keys are fine', () => {
  expect(() => parseConfig('['.repeat(64) + ']'.repeat(64), 'x.yaml')).not.toThrow();
  const { value } = parseConfig(`a: &a {x: 1}\nb: [${Array(500).fill('*a').join(', ')}]\n`, 'x.yaml');
  expect((value as { b: unknown[] }).b).toHaveLength(500);
  const odd = parseConfig('__proto__: {polluted: true}\n1: a\nnull: b\n<<: {c: 1}\n', 'x.yaml').value;
  expect(Object.keys(odd as object)).toEqual(['1', '__proto__', 'null', '<<']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('an empty file is null', () => {
  expect(parseConfig('', 'x.yaml').value).toBeNull();
  expect(parseConfig('# nothing yet\n', 'x.yaml').value).toBeNull();
});

test('places: keys, values, list entries, aliases, and the parent of what is missing', () => {
  const text = 'a: &a {x: 1}\nlist:\n  - id: one\n    keep:\n  - *a\n';
  const document = parseConfig(text, 'x.yaml');
  const at = (path: (string | number)[], target: 'key' | 'value'): string => {
    const found = document.place(path, target);
    return `${found?.line}:${found?.column}`;
  };
  expect(at([], 'value')).toBe('1:1');
  expect(at(['a', 'x'], 'key')).toBe('1:8');
  expect(at(['a', 'x'], 'value')).toBe('1:11');
  expect(at(['list'], 'key')).toBe('2:1');
  expect(at(['list', 0, 'id'], 'value')).toBe('3:9');
  expect(at(['list', 0, 'keep'], 'value')).toBe('4:5');
  expect(at(['list', 0, 'missing'], 'value')).toBe('3:5');
  expect(at(['list', 1, 'x'], 'value')).toBe('1:11');
  expect(at(['list', 9], 'value')).toBe('3:3');
});

test('half a character is refused at its place, as value and as key', () => {
  for (const [text, column] of [
    ['a: "x\\ud800y"', 4],
    ['"\\udc00": 1', 1],
  ] as const) {
    expect(() => parseConfig(text, 'half.yaml')).toThrow(
      expect.objectContaining({ code: 'CONFIG_SYNTAX', at: { file: 'half.yaml', line: 1, column } }),
    );
  }
});
