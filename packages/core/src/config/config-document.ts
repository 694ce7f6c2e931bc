import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Place } from '../covergrid-error.ts';
import { parseTree, type SyntaxTree } from './parse-tree.ts';
import { readText } from './read-text.ts';
import { nodeOf, readTree, type ReadTree } from './read-tree.ts';

/** Keys and list positions (from 0) that lead from the top of a document to one of its values. */
export type ConfigPath = readonly PropertyKey[];

/** A config file as plain data that still knows where each part of it stands. */
export interface ConfigDocument {
  /** The file as it was named, or `undefined` for a value from code. */
  readonly file: string | undefined;
  /** Objects, lists, strings, numbers, booleans and null; not validated. */
  readonly value: unknown;
  /**
   * Where the key or the value at a path stands. Of a path that leads nowhere, the deepest part that exists
   * counts, so a missing key has the place of its parent. `undefined` for a value from code.
   */
  place(path: ConfigPath, target: 'key' | 'value'): Place | undefined;
}

/**
 * Reads a YAML or JSON file: a regular file, UTF-8, at most 4 MiB, 64 levels and 200,000 keys and values.
 *
 * @throws INPUT_NOT_FOUND, INPUT_NOT_A_FILE, INPUT_UNREADABLE, CONFIG_ENCODING, and as {@link parseConfig}
 */
export async function readConfigFile(file: string): Promise<ConfigDocument> {
  return parseConfig(await readText(file), file);
}

/**
 * Parses YAML 1.2 or JSON; `file` names it in places. Lines end in LF, CR LF or CR.
 *
 * @throws CONFIG_SYNTAX, CONFIG_DUPLICATE_KEY, CONFIG_ALIAS_LIMIT, CONFIG_TOO_DEEP, CONFIG_TOO_LARGE
 */
export function parseConfig(text: string, file: string): ConfigDocument {
  // YAML reads a lone CR as the end of a line, its parser here does not.
  const lines = text.replaceAll(/^\ufeff|\r(?!\n)/g, (match) => (match === '\r' ? '\n' : ''));
  const tree = parseTree(lines, file);
  const read = readTree(tree);
  return { file, value: read.value, place: locator(tree, read.targets) };
}

/** A document for a value made in code: it has no places. */
export function configFromValue(value: unknown): ConfigDocument {
  return { file: undefined, value, place: () => undefined };
}

function locator(tree: SyntaxTree, targets: ReadTree['targets']): ConfigDocument['place'] {
  // Built when asked for: a search per key would make 100,000 complaints about one map quadratic.
  const indexes = new WeakMap<YAMLMap, Map<string, Pair>>();
  const entry = (map: YAMLMap, name: string): Pair | undefined => {
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
      indexes.set(map, index);
    }
    return index.get(name);
  };
  return (path, target) => {
    let node = resolve(tree.document.contents, targets);
    let offset = node?.range?.[0] ?? 0;
    for (const [position, step] of path.entries()) {
      const last = position === path.length - 1;
      if (isMap(node)) {
        const pair = entry(node, String(step));
        if (pair === undefined) break;
        const keyOffset = nodeOf(pair.key)?.range?.[0] ?? offset;
        const value = nodeOf(pair.value);
        const [start, end] = value?.range ?? [0, 0];
        // A key without a value has nothing else to point at.
        offset = (last && target === 'key') || start === end ? keyOffset : start;
        node = resolve(value, targets);
      } else if (isSeq(node)) {
        const item = nodeOf(node.items[Number(step)]);
        if (item === null) break;
        offset = item.range?.[0] ?? offset;
        node = resolve(item, targets);
      } else break;
    }
    return tree.placeOf(offset);
  };
}

function resolve(node: Node | null | undefined, targets: ReadonlyMap<Alias, Node>): Node | null {
  return isAlias(node) ? (targets.get(node) ?? null) : (node ?? null);
}
