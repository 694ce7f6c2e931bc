import { equalJson, isJsonList, isJsonObject, type Json, type JsonObject } from '@covergrid/testdata';

/** One place at which two JSON values differ; undefined on the side that has nothing there. */
export interface JsonDifference {
  /** Keys joined by dots; an element of a list by its `id`, `tool` or `key`, else by its index. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** All places at which two JSON values differ, deepest first named, in order of the first value's keys. */
export function jsonDifferences(
  before: Json | undefined,
  after: Json | undefined,
  path = '',
): JsonDifference[] {
  if (before === after) return [];
  if (before === undefined || after === undefined) return [{ path, before, after }];
  if (equalJson(before, after)) return [];
  const members = membersOf(before, after);
  if (members === undefined) return [{ path, before, after }];
  const [old, fresh] = members;
  const keys = new Set([...old.keys(), ...fresh.keys()]);
  const found = [...keys].flatMap((key) =>
    jsonDifferences(old.get(key), fresh.get(key), path === '' ? key : `${path}.${key}`),
  );
  // Named elements alone may hide a new order.
  return found.length > 0 ? found : [{ path, before, after }];
}

type Members = ReadonlyMap<string, Json>;

/** Members of two objects, or elements of two lists; undefined where they are neither. */
function membersOf(before: Json, after: Json): readonly [Members, Members] | undefined {
  if (isJsonList(before) && isJsonList(after)) {
    const isNamed = [before, after].every((list) => namedElements(list).size === list.length);
    return isNamed ? [namedElements(before), namedElements(after)] : [byIndex(before), byIndex(after)];
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return undefined;
  return [new Map(Object.entries(before)), new Map(Object.entries(after))];
}

function byIndex(list: readonly Json[]): Members {
  return new Map(list.map((item, index) => [String(index), item]));
}

/** Elements by name; fewer than the list has where names are missing or double. */
function namedElements(list: readonly Json[]): Members {
  return new Map(
    list.flatMap((item) => {
      const name = nameOf(item);
      return name === undefined ? [] : [[name, item] as const];
    }),
  );
}

const NAMES = ['id', 'tool', 'key'] as const;

function nameOf(item: Json): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const object: JsonObject = item;
  const name = NAMES.map((key) => object[key]).find((value) => typeof value === 'string');
  return typeof name === 'string' ? name : undefined;
}

const LONGEST = 80;

/** A JSON value in a sentence: shortened, and `nothing` where there is none. */
export function inWords(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** A difference in a sentence: `final_outcome.decision: "approve" → "defer"`. */
export function differenceInWords({ path, before, after }: JsonDifference): string {
  return `${path}: ${inWords(before)} → ${inWords(after)}`;
}
