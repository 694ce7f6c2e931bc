import { parseSync, type Comment, type EcmaScriptModule, type Program } from 'oxc-parser';

/** A parsed TypeScript file. */
export interface ParsedFile {
  readonly program: Program;
  readonly module: EcmaScriptModule;
  readonly comments: readonly Comment[];
}

/** One node of the syntax tree; its other fields depend on `type`. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Parses TypeScript; throws on a syntax error, since a check that reads half a file proves nothing. */
export function parseFile(file: string, text: string): ParsedFile {
  const { program, module, comments, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  return { program, module, comments };
}

/** Every node below and including the given one, in source order. */
export function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
  } else if (isRecord(value)) {
    if (isSyntaxNode(value)) yield value;
    for (const field of Object.values(value)) yield* nodesOf(field);
  }
}

/** True for a syntax node, optionally of one type. */
export function isSyntaxNode(value: unknown, type?: string): value is SyntaxNode {
  return (
    isRecord(value) && typeof value['type'] === 'string' && (type === undefined || value['type'] === type)
  );
}

/** The text of a string literal or of a template without holes; undefined for any other node. */
export function stringValue(node: unknown): string | undefined {
  if (isSyntaxNode(node, 'Literal') && typeof node['value'] === 'string') return node['value'];
  if (isSyntaxNode(node, 'TemplateLiteral') && Array.isArray(node['quasis']) && node['quasis'].length === 1) {
    const [quasi]: unknown[] = node['quasis'];
    const value = isRecord(quasi) ? quasi['value'] : undefined;
    return isRecord(value) && typeof value['cooked'] === 'string' ? value['cooked'] : undefined;
  }
  return undefined;
}

/** True for an object with readable fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
