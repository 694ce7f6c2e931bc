import { posix } from 'node:path';
import type { Layer } from './layers.ts';
import { isTestFile, lineAt } from './repository.ts';
import { isRecord, isSyntaxNode, nodesOf, parseFile, stringValue, type SyntaxNode } from './syntax.ts';

/** A sibling's public doors, by package name: the keys of its `exports`, such as `.` and `./config`. */
export type Doors = Readonly<Record<string, readonly string[]>>;

/** Every import of the file that the layer table does not allow, as `file:line from → to why`. */
export function checkImports(file: string, text: string, layers: readonly Layer[], doors: Doors): string[] {
  const from = layers.find((layer) => file.startsWith(`${layer.directory}/`));
  if (from === undefined) return [`${file}:1 is in no package of the layer table`];
  return importsOf(file, text).flatMap(({ specifier, offset }) => {
    const fault = specifier.startsWith('.')
      ? relativeFault(file, specifier, from, layers)
      : siblingFault(file, specifier, from, layers, doors);
    return fault === undefined ? [] : [`${file}:${lineAt(text, offset)} ${fault}`];
  });
}

/** Every dependency of a package.json that the layer table does not allow. */
export function checkDependencies(text: string, from: Layer, layers: readonly Layer[]): string[] {
  const manifest: unknown = JSON.parse(text);
  const file = `${from.directory}/package.json`;
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];
  return kinds.flatMap((kind) => {
    const field = isRecord(manifest) ? manifest[kind] : undefined;
    const start = Math.max(0, text.indexOf(`"${kind}"`));
    return Object.keys(isRecord(field) ? field : {}).flatMap((name) => {
      const to = layers.find((layer) => layer.package === name);
      const fault =
        to === undefined ? unknownSibling(name) : arrowFault(from, to, layers, kind === 'devDependencies');
      return fault === undefined
        ? []
        : [`${file}:${lineAt(text, text.indexOf(`"${name}"`, start))} ${fault}`];
    });
  });
}

/** What is wrong with the table itself: arrows that point up, or at nothing. */
export function checkTable(layers: readonly Layer[]): string[] {
  return layers.flatMap((layer, row) =>
    [...layer.mayImport, ...(layer.testsMayImport ?? [])]
      .filter((name) => layers.findIndex((other) => other.name === name) <= row)
      .map((name) => `${layer.name} → ${name} points up or at no row`),
  );
}

interface Import {
  readonly specifier: string;
  readonly offset: number;
}

const MODULE_FIELDS = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function importsOf(file: string, text: string): Import[] {
  return [...nodesOf(parseFile(file, text).program)].flatMap((node) => {
    const specifier = stringValue(moduleOf(node));
    return specifier === undefined ? [] : [{ specifier, offset: node.start }];
  });
}

/** The node that names a module, for every way of naming one: also `resolve`, `require`, mocks and URLs. */
function moduleOf(node: SyntaxNode): unknown {
  if (MODULE_FIELDS.has(node.type)) return node['source'];
  if (node.type === 'TSExternalModuleReference') return node['expression'];
  const [first, second]: unknown[] = Array.isArray(node['arguments']) ? node['arguments'] : [];
  if (node.type === 'NewExpression') return isImportMetaMember(second, 'url') ? first : undefined;
  if (node.type !== 'CallExpression') return undefined;
  const callee = node['callee'];
  const loads =
    isImportMetaMember(callee, 'resolve') ||
    (isSyntaxNode(callee, 'Identifier') && callee['name'] === 'require') ||
    (isSyntaxNode(callee, 'MemberExpression') && /^(mock|doMock|importActual)$/.test(memberName(callee)));
  return loads ? first : undefined;
}

function isImportMetaMember(node: unknown, member: string): boolean {
  return (
    isSyntaxNode(node, 'MemberExpression') &&
    isSyntaxNode(node['object'], 'MetaProperty') &&
    memberName(node) === member
  );
}

function memberName(node: SyntaxNode): string {
  const property = node['property'];
  return isSyntaxNode(property, 'Identifier') && typeof property['name'] === 'string' ? property['name'] : '';
}

function relativeFault(
  file: string,
  specifier: string,
  from: Layer,
  layers: readonly Layer[],
): string | undefined {
  const target = posix.join(posix.dirname(file), specifier);
  if (target.startsWith(`${from.directory}/`)) {
    const isOwnIndex = target === `${from.directory}/src/index.ts` && !isTestFile(file);
    return isOwnIndex ? `${from.name} imports its own index: import the defining file` : undefined;
  }
  const to = layers.find((layer) => target.startsWith(`${layer.directory}/`));
  if (to !== undefined) {
    return `${from.name} → ${to.name} by path (${specifier}): import ${to.package} instead`;
  }
  const isTestSupport = isTestFile(file) && target.startsWith('tests/support/');
  return isTestSupport ? undefined : `${from.name} leaves its package (${specifier})`;
}

function siblingFault(
  file: string,
  specifier: string,
  from: Layer,
  layers: readonly Layer[],
  doors: Doors,
): string | undefined {
  const to = layers.find((layer) => specifier === layer.package || specifier.startsWith(`${layer.package}/`));
  if (to === undefined) return unknownSibling(specifier);
  if (to === from) {
    return isTestFile(file) ? undefined : `${from.name} imports itself by name: import the defining file`;
  }
  const door = `.${specifier.slice(to.package.length)}`;
  if (!(doors[to.package] ?? []).includes(door)) {
    return `${from.name} → ${to.name} by deep path (${specifier}): not in its exports`;
  }
  return arrowFault(from, to, layers, isTestFile(file));
}

function unknownSibling(specifier: string): string | undefined {
  return specifier.startsWith('@covergrid/') ? `${specifier} has no row in the layer table` : undefined;
}

function arrowFault(from: Layer, to: Layer, layers: readonly Layer[], isTest: boolean): string | undefined {
  const allowed = isTest ? [...from.mayImport, ...(from.testsMayImport ?? [])] : from.mayImport;
  if (allowed.includes(to.name)) return undefined;
  const why = layers.indexOf(to) <= layers.indexOf(from) ? 'points up' : 'is not allowed by the layer table';
  return `${from.name} → ${to.name} ${why}`;
}
