import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml';
import { throwIssues, type Issue } from '../covergrid-error.ts';
import { printable, quoted } from '../printable.ts';
import { MAX_DEPTH, MAX_ISSUES, MAX_NODES } from './limits.ts';
import { tooDeep, type SyntaxTree } from './parse-tree.ts';

/** A value read from a node: how many nodes and levels it has, aliases followed. */
interface Reading {
  readonly value: unknown;
  readonly nodes: number;
  readonly depth: number;
}

/** A plain value (objects, lists, strings, numbers, booleans, null), and the node each alias stands for. */
export interface ReadTree {
  readonly value: unknown;
  readonly targets: ReadonlyMap<Alias, Node>;
}

const CORE = 'tag:yaml.org,2002:';
const TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((t) => CORE + t));

/**
 * Reads the value of a tree in one pass. An alias shares the value of its anchor, so its cost is counted, not paid.
 *
 * @throws CONFIG_DUPLICATE_KEY, CONFIG_ALIAS_LIMIT, CONFIG_SYNTAX (unknown alias or tag) with all issues;
 *   CONFIG_TOO_DEEP
 */
export function readTree({ document, placeOf }: SyntaxTree): ReadTree {
  const reader = new TreeReader(placeOf);
  const { value } = reader.read(document.contents, 0);
  throwIssues(reader.issues);
  return { value, targets: reader.targets };
}

class TreeReader {
  readonly issues: Issue[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly placeOf: SyntaxTree['placeOf'];
  private readonly anchors = new Map<string, { node: Node; reading: Reading | undefined }>();
  private used = 0;

  constructor(placeOf: SyntaxTree['placeOf']) {
    this.placeOf = placeOf;
  }

  read(node: Node | null, level: number): Reading {
    if (node === null) return leaf(null);
    if (isAlias(node)) return this.readAlias(node, level);
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) this.anchors.set(anchor, { node, reading: undefined });
    const reading = this.readContent(node, level);
    if (anchor !== undefined) this.anchors.set(anchor, { node, reading });
    return reading;
  }

  private readContent(node: Node, level: number): Reading {
    if (node.tag !== undefined && !TAGS.has(node.tag)) {
      this.complain(
        'CONFIG_SYNTAX',
        `The tag ${quoted(node.tag.replace(CORE, '!!'))} is not read here.`,
        node,
      );
      return leaf(null);
    }
    if (isScalar(node)) {
      this.spend(1, node);
      return leaf(node.value);
    }
    if (level >= MAX_DEPTH) throw tooDeep(this.placeOf(offsetOf(node)));
    if (isMap(node)) return this.readMap(node, level);
    if (!isSeq(node)) return leaf(null);
    this.spend(1, node);
    const items = node.items.map((item) => this.read(nodeOf(item), level + 1));
    return within(
      items.map((item) => item.value),
      items,
    );
  }

  private readMap(map: YAMLMap, level: number): Reading {
    this.spend(1, map);
    const entries = new Map<string, Reading>();
    for (const pair of map.items) {
      const { key } = pair;
      if (!isScalar(key)) continue; // Refused while parsing.
      const name = String(key.value);
      this.spend(1, key);
      if (key.anchor !== undefined) this.anchors.set(key.anchor, { node: key, reading: leaf(name) });
      if (entries.has(name)) {
        this.complain('CONFIG_DUPLICATE_KEY', `The key ${quoted(name)} stands here a second time.`, key);
      }
      entries.set(name, this.read(nodeOf(pair.value), level + 1));
    }
    const value = Object.fromEntries([...entries].map(([name, { value: of }]) => [name, of]));
    return within(value, [...entries.values()]);
  }

  private readAlias(alias: Alias, level: number): Reading {
    const name = alias.source;
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      this.complain('CONFIG_SYNTAX', `No anchor &${printable(name, 80)} stands before this alias.`, alias);
      return leaf(null);
    }
    if (anchor.reading === undefined) {
      this.complain('CONFIG_ALIAS_LIMIT', `The alias *${printable(name, 80)} contains itself.`, alias);
      return leaf(null);
    }
    if (level + anchor.reading.depth > MAX_DEPTH) throw tooDeep(this.placeOf(offsetOf(alias)));
    this.spend(anchor.reading.nodes, alias);
    this.targets.set(alias, anchor.node);
    return anchor.reading;
  }

  private spend(nodes: number, node: Node): void {
    this.used += nodes;
    if (this.used <= MAX_NODES) return;
    const code = isAlias(node) ? 'CONFIG_ALIAS_LIMIT' : 'CONFIG_TOO_LARGE';
    const message = `With this, the document has more than ${MAX_NODES} keys and values.`;
    throwIssues([{ code, message, at: this.placeOf(offsetOf(node)) }]);
  }

  private complain(code: Issue['code'], message: string, node: Node): void {
    if (this.issues.length < MAX_ISSUES)
      this.issues.push({ code, message, at: this.placeOf(offsetOf(node)) });
  }
}

function leaf(value: unknown): Reading {
  return { value, nodes: 1, depth: 0 };
}

function within(value: unknown, items: readonly Reading[]): Reading {
  let nodes = 1;
  let depth = 0;
  for (const item of items) {
    nodes += item.nodes;
    if (item.depth > depth) depth = item.depth;
  }
  return { value, nodes, depth: depth + 1 };
}

/** The value as a node; what the parser leaves out, such as the value of a bare key, is null. */
export function nodeOf(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
