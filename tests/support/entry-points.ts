import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { StaticExportEntry } from 'oxc-parser';
import { lineAt, readText, ROOT, type WorkspacePackage } from './repository.ts';
import { isSyntaxNode, parseFile, type ParsedFile, type SyntaxNode } from './syntax.ts';

/** One door of a package: what a consumer imports, and the source behind it. */
export interface EntryPoint {
  readonly specifier: string;
  readonly file: string;
}

/** One exported name, and where it is declared. */
export interface ExportedSymbol {
  readonly name: string;
  /** `function`, `class`, `const`, `type`, `interface`, or `from <package>` for what a sibling declares. */
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly isDocumented: boolean;
}

/** The entry points of a package whose source exists, in the order of its `exports`. */
export function entryPoints({ directory, manifest }: WorkspacePackage): EntryPoint[] {
  return Object.entries(manifest.exports).flatMap(([door, target]) => {
    const source = typeof target === 'string' ? undefined : target['@covergrid/source'];
    if (source === undefined) return [];
    const file = posix.join(directory, source);
    return existsSync(join(ROOT, file)) ? [{ specifier: manifest.name + door.slice(1), file }] : [];
  });
}

/** Every name a file exports, in code-unit order. Throws on `export *`: the surface is written by hand. */
export function exportedSymbols(file: string): ExportedSymbol[] {
  return exportEntries(file)
    .map((entry) => declared(file, entry, exportName(entry)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function exportEntries(file: string): StaticExportEntry[] {
  const text = readText(file);
  const entries = parseFile(file, text).module.staticExports.flatMap((statement) => statement.entries);
  const star = entries.find((entry) => entry.importName.kind.startsWith('All'));
  if (star !== undefined) throw new Error(`${file}:${lineAt(text, star.start)} export *: name each export`);
  return entries;
}

function exportName(entry: StaticExportEntry): string {
  return entry.exportName.name ?? 'default';
}

/** Follows re-exports to the declaration. */
function declared(file: string, entry: StaticExportEntry, name: string): ExportedSymbol {
  const text = readText(file);
  const request = entry.moduleRequest?.value;
  if (request === undefined) {
    return declarationIn(file, text, entry.localName.name ?? entry.exportName.name ?? 'default', name);
  }
  const line = lineAt(text, entry.start);
  if (!request.startsWith('.')) return { name, kind: `from ${request}`, file, line, isDocumented: true };
  const target = posix.join(posix.dirname(file), request);
  const found = exportEntries(target).find((other) => exportName(other) === (entry.importName.name ?? name));
  if (found === undefined) throw new Error(`${file}:${line} ${name} is not exported by ${target}`);
  return declared(target, found, name);
}

function declarationIn(file: string, text: string, local: string, name: string): ExportedSymbol {
  const parsed = parseFile(file, text);
  const found = parsed.program.body.flatMap((statement) => declarationsOf(statement, local));
  const [first] = found;
  if (first === undefined) throw new Error(`${file}: no declaration of ${local}`);
  return {
    name,
    kind: first.kind,
    file,
    line: lineAt(text, first.start),
    // One documented overload, or one half of a const-and-type pair, speaks for the name.
    isDocumented: found.some(({ start }) => hasDocumentation(parsed, text, start)),
  };
}

const KINDS: Readonly<Record<string, string>> = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSTypeAliasDeclaration: 'type',
  TSInterfaceDeclaration: 'interface',
};

function declarationsOf(statement: unknown, local: string): { kind: string; start: number }[] {
  if (!isSyntaxNode(statement)) return [];
  const inner = statement['declaration'];
  const isExport = /^Export(Named|Default)Declaration$/.test(statement.type) && isSyntaxNode(inner);
  const declaration = isExport ? inner : statement;
  const { start } = statement;
  if (statement.type === 'ExportDefaultDeclaration' && local === 'default') {
    return [{ kind: 'default', start }];
  }
  if (declaration.type === 'VariableDeclaration' && Array.isArray(declaration['declarations'])) {
    const kind = String(declaration['kind']);
    return declaration['declarations'].some((item: unknown) => isNamed(item, local)) ? [{ kind, start }] : [];
  }
  const kind = KINDS[declaration.type];
  return kind !== undefined && isNamed(declaration, local) ? [{ kind, start }] : [];
}

function isNamed(node: unknown, name: string): boolean {
  const id: unknown = isSyntaxNode(node) ? node['id'] : undefined;
  return isIdentifier(id) && id['name'] === name;
}

function isIdentifier(node: unknown): node is SyntaxNode {
  return isSyntaxNode(node, 'Identifier');
}

/** True when a doc comment with text ends right before the offset. */
function hasDocumentation({ comments }: ParsedFile, text: string, offset: number): boolean {
  return comments.some(
    (comment) =>
      comment.type === 'Block' &&
      /^\*[\s*]*[^\s*]/.test(comment.value) &&
      comment.end <= offset &&
      text.slice(comment.end, offset).replaceAll(/\/\/.*|\s/g, '') === '',
  );
}
