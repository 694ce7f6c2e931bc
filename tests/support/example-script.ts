import { lineAt } from './repository.ts';
import { isSyntaxNode, nodesOf, parseFile, type SyntaxNode } from './syntax.ts';

/**
 * Turns an example into a script that checks itself.
 *
 * `expression // => value` must give that value; `name = …; // => value` and `console.log(x) // => value` likewise;
 * `// => throws CODE` must throw an error with that code. The comment may also stand on the line after. Lines keep
 * their numbers.
 */
export function exampleScript(code: string): string {
  const { program, comments } = parseFile('example.ts', code);
  const statements = [...nodesOf(program)].filter(isCheckable);
  const edits = comments.flatMap((comment) => {
    const expected = /^\s*=>\s*(.+)$/.exec(comment.value)?.[1]?.trim();
    if (expected === undefined) return [];
    const line = lineAt(code, comment.start);
    const statement = statements
      .filter((node) => node.end <= comment.start && lineAt(code, node.end) >= line - 1)
      .toSorted((a, b) => b.end - a.end || b.start - a.start)[0];
    if (statement === undefined) throw new Error(`line ${line}: // => ${expected} follows no statement`);
    return [checkOf(code, statement, expected)];
  });
  return `${PRELUDE}${applyEdits(code, edits)}`;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function isCheckable(node: SyntaxNode): boolean {
  return node.type === 'ExpressionStatement' || node.type === 'VariableDeclaration';
}

function checkOf(code: string, statement: SyntaxNode, expected: string): Edit {
  const { start, end } = statement;
  const wanted = JSON.stringify(expected);
  if (statement.type === 'VariableDeclaration') {
    const name = /^(?:const|let|var)\s+(\w+)/.exec(code.slice(start, end))?.[1];
    if (name === undefined) throw new Error(`// => ${expected} follows a pattern: name one variable`);
    return { start: end, end, text: ` __check(${name}, ${wanted});` };
  }
  const node = loggedValue(statement['expression']);
  const value = code.slice(node.start, node.end);
  const text = expected.startsWith('throws ')
    ? `await __throws(async () => (${value}), ${wanted});`
    : `__check((${value}), ${wanted});`;
  return { start, end, text };
}

/** What `console.log(x)` shows; any other expression is its own value. */
function loggedValue(expression: unknown): SyntaxNode {
  if (!isSyntaxNode(expression)) throw new Error('an expression was expected');
  const [argument]: unknown[] = Array.isArray(expression['arguments']) ? expression['arguments'] : [];
  const callee = expression['callee'];
  const isLog =
    isSyntaxNode(callee, 'MemberExpression') &&
    isSyntaxNode(callee['object'], 'Identifier') &&
    callee['object']['name'] === 'console';
  return isLog && isSyntaxNode(argument) ? argument : expression;
}

function applyEdits(code: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: replacement }) => {
      return text.slice(0, start) + replacement + text.slice(end);
    }, code);
}

// One line, so that line numbers stay those of the example. A value is right when it prints so, as Node's inspect,
// JSON or plain text, or when the expectation is an expression that equals it.
const PRELUDE = [
  `import { inspect as __inspect, isDeepStrictEqual as __equal } from 'node:util';`,
  `function __check(value: unknown, expected: string): void {`,
  `const shown = __inspect(value, { depth: null, breakLength: Infinity, compact: true });`,
  `if (shown === expected || String(value) === expected || JSON.stringify(value) === expected) return;`,
  `try { if (__equal(value, (0, eval)('(' + expected + ')'))) return; } catch {}`,
  `throw new Error('the example says ' + expected + ', but it is ' + shown); }`,
  `async function __throws(run: () => unknown, expected: string): Promise<void> {`,
  `let code: unknown = 'nothing';`,
  `try { await run(); } catch (error) { code = (error as { code?: unknown }).code ?? String(error); }`,
  `if ('throws ' + code !== expected) throw new Error('the example says ' + expected + ', but it throws ' + code); }`,
  `void __check; void __throws; `,
].join(' ');
