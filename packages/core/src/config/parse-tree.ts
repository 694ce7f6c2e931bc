import { Composer, CST, Lexer, LineCounter, Parser, type Document, visit } from 'yaml';
import { CovergridError, throwIssues, type Issue, type Place } from '../covergrid-error.ts';
import { quoted } from '../printable.ts';
import { MAX_DEPTH, MAX_ISSUES, MAX_NODES } from './limits.ts';
import { describeSyntaxError } from './syntax-error.ts';

/** A YAML or JSON text as nodes, and how an offset into the text becomes a place. */
export interface SyntaxTree {
  readonly document: Document;
  readonly placeOf: (offset: number) => Place;
}

// What separates, indents or comments on nodes comes in bulk too, but costs less.
const MAX_LEXEMES = 1_000_000;
// A map entry in braces has four: key, colon, value, comma.
const MAX_MARKS = 2 * MAX_NODES;
const FILLER = new Set(['space', 'newline', 'comment', 'flow-error-end', null]);
// Characters YAML does not allow in a file; three of them are also signals inside the lexer.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Parses one document. Budgets of depth and size are checked token by token, before the nodes are built:
 * the parser keeps its own stack, while building them is recursive.
 *
 * @throws CONFIG_SYNTAX with all issues; CONFIG_TOO_DEEP, CONFIG_TOO_LARGE at the token that is too much
 */
export function parseTree(text: string, file: string): SyntaxTree {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = parseWithin(text, lines, placeOf);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    const shown = quoted(forbidden[0]);
    throw syntaxError(`The control character ${shown} may not stand in a file.`, placeOf(forbidden.index));
  }
  const [document, second] = composeQuickly(tokens, text.length);
  if (document === undefined) throw syntaxError('The file holds no document.', placeOf(0));
  if (second !== undefined) {
    throw syntaxError('A second document begins here; a file holds one.', placeOf(second.range[0]));
  }
  throwIssues(syntaxIssues(document, text, placeOf));
  visit(document, {
    Scalar(_key, { value, range }) {
      if (typeof value === 'string' && !value.isWellFormed()) {
        throw syntaxError(
          'Half a character, a lone surrogate, may not stand in a file.',
          placeOf(range?.[0] ?? 0),
        );
      }
    },
  });
  return { document, placeOf };
}

function parseWithin(text: string, lines: LineCounter, placeOf: SyntaxTree['placeOf']): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let marks = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    lexemes += 1;
    if (!FILLER.has(CST.tokenType(lexeme))) marks += 1;
    // The stack holds the document, each open collection and perhaps a scalar.
    if (parser.stack.length > MAX_DEPTH + 2) throw tooDeep(placeOf(parser.offset - lexeme.length));
    if (lexemes > MAX_LEXEMES || marks > MAX_MARKS) {
      throw new CovergridError(
        'CONFIG_TOO_LARGE',
        `The document has more than ${MAX_NODES} keys and values, or more than ${MAX_LEXEMES} tokens.`,
        { at: placeOf(parser.offset) },
      );
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function composeQuickly(tokens: readonly CST.Token[], end: number): Document.Parsed[] {
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, prettyErrors: false });
  const documents: Document.Parsed[] = [];
  const { stackTraceLimit } = Error;
  try {
    // The composer makes an Error of each complaint; without stacks, a hundred thousand take 0.1 s, not 1 s.
    Error.stackTraceLimit = 0;
    for (const document of composer.compose(tokens, true, end)) {
      documents.push(document);
      if (documents.length === 2) break;
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return documents;
}

function syntaxIssues(document: Document, text: string, placeOf: SyntaxTree['placeOf']): Issue[] {
  const complaints = [...document.errors, ...document.warnings].slice(0, MAX_ISSUES);
  const found = complaints.map((error) => describeSyntaxError(error, text));
  // A tab sends the parser astray, before it and after it: what else it says is not to be trusted.
  const tabs = found.filter(({ isTab }) => isTab);
  const issues = (tabs.length > 0 ? tabs : found).map(({ message, offset }): Issue => ({
    code: 'CONFIG_SYNTAX',
    message,
    at: placeOf(offset),
  }));
  // A YAML 1.1 file would read `no` as false and `010` as 8, against what the editor's schema shows.
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    issues.push({ code: 'CONFIG_SYNTAX', message: 'Only YAML 1.2 is read.', at: placeOf(0) });
  }
  return firstOfEachLine(issues);
}

/** The parser tells one mistake in several ways; the first is about its cause. */
function firstOfEachLine(issues: readonly Issue[]): Issue[] {
  const lines = new Set<number | undefined>();
  return issues.filter(({ at }) => !lines.has(at?.line) && lines.add(at?.line));
}

export function tooDeep(at: Place | undefined): CovergridError {
  return new CovergridError('CONFIG_TOO_DEEP', `Nested more than ${MAX_DEPTH} levels deep.`, { at });
}

function syntaxError(message: string, at: Place): CovergridError {
  return new CovergridError('CONFIG_SYNTAX', message, { at });
}
