import { describe, expect, test } from 'vitest';
import { ERROR_TABLE } from '@covergrid/core';
import { isTestFile, lineAt, readText, sourceFiles } from './support/repository.ts';
import { isSyntaxNode, nodesOf, parseFile, stringValue, type SyntaxNode } from './support/syntax.ts';

const TABLE_FILE = 'packages/core/src/error-table.ts';
const entries = Object.entries(ERROR_TABLE);
const codes = new Set(Object.keys(ERROR_TABLE));

describe('error codes', () => {
  test('docs/errors.md lists exactly the table', async () => {
    await expect(errorsPage()).toMatchFileSnapshot('../docs/errors.md');
  });

  test('are AREA_WHAT and sorted', () => {
    expect([...codes].filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([]);
    expect([...codes]).toEqual([...codes].toSorted());
  });

  test('are all used outside the table', () => {
    const used = new Set(productFiles().flatMap((file) => stringsOf(file)));
    expect([...codes].filter((code) => !used.has(code)).map((code) => `${code} is never used`)).toEqual([]);
  });

  test('are all in the table where one is made', () => {
    expect(productFiles().flatMap((file) => unknownCodes(file))).toEqual([]);
  });
});

function errorsPage(): string {
  const rows = entries.map(([code, { exit, http, hint }]) => `| \`${code}\` | ${exit} | ${http} | ${hint} |`);
  return `# Error codes

<!-- Made from ${TABLE_FILE} by \`pnpm test -u\`. -->

Every error carries a stable code. Match on the code, never on the message; a code is never reused for
something else. \`Exit\` is the exit status of the command line, \`HTTP\` the status of an HTTP answer.

| Code | Exit | HTTP | How to mend it |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function productFiles(): string[] {
  return sourceFiles().filter((file) => file !== TABLE_FILE && !isTestFile(file));
}

function stringsOf(file: string): string[] {
  return nodes(file).flatMap((node) => stringValue(node) ?? []);
}

function unknownCodes(file: string): string[] {
  return nodes(file).flatMap((node) => {
    const code = madeCode(node);
    const isUnknown = code !== undefined && !codes.has(code);
    return isUnknown ? [`${file}:${lineAt(readText(file), node.start)} ${code} is not in the table`] : [];
  });
}

/** The code of `new CovergridError('X', …)` and of `{code: 'X', …}` where X looks like one of ours. */
function madeCode(node: SyntaxNode): string | undefined {
  if (node.type === 'NewExpression' && Array.isArray(node['arguments'])) {
    const callee = node['callee'];
    const isOurs = isSyntaxNode(callee, 'Identifier') && callee['name'] === 'CovergridError';
    return isOurs ? stringValue(node['arguments'][0]) : undefined;
  }
  if (node.type !== 'Property' || !isSyntaxNode(node['key']) || node['key']['name'] !== 'code')
    return undefined;
  const code = stringValue(node['value']);
  return code !== undefined && areas.has(code.split('_')[0] ?? '') ? code : undefined;
}

const areas = new Set([...codes].map((code) => code.split('_')[0] ?? ''));

function nodes(file: string): SyntaxNode[] {
  return [...nodesOf(parseFile(file, readText(file)).program)];
}
