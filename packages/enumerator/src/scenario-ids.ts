import { sha256 } from '@covergrid/core';
import type { Dimension } from '@covergrid/taxonomy';

/** 96 bits as three 32-bit lanes. */
const LANES = 3;
const LARGEST_TABLE = 2 ** 22;
const ID_PATTERN = /^scn_([0-9a-f]{8})([0-9a-f]{8})([0-9a-f]{8})$/;

/**
 * Stable ids of scenarios: `scn_` and 96 bits that depend on vertical, domain, behavior and bins alone.
 *
 * Each (dimension, value) pair has a token, the first 96 bits of SHA-256 over the canonical JSON list
 * `["scenario", vertical, dimension, value]`; a scenario's tokens are added lane by lane modulo 2^32 and the sum is
 * mixed by a bijection. Adding makes the hash independent of order and cheap along a prefix (AdHash: Bellare and
 * Micciancio 1997); two different scenarios collide with probability 2^-96, and a scenario can be found from its id
 * in about the square root of the grid's size, without a list.
 */
export class ScenarioIds {
  readonly #tokens: readonly Int32Array[];
  #halves: Halves | undefined;

  constructor(vertical: string, dimensions: readonly Dimension[]) {
    this.#tokens = dimensions.map(({ id, values }) =>
      Int32Array.from(values.flatMap((value) => tokenOf(vertical, id, value))),
    );
  }

  /** Token lanes of a dimension's values: entry `3 * value + lane`. */
  tokensOf(dimension: number): Int32Array {
    return this.#tokens[dimension]!;
  }

  /** The id of the scenario with these digits. */
  idOf(digits: ArrayLike<number>): string {
    const sum = new Int32Array(LANES);
    this.#tokens.forEach((tokens, dimension) => addToken(sum, tokens, digits[dimension]!));
    mixLanes(sum);
    return `scn_${Array.from(sum, (lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')}`;
  }

  /** The digits of the scenario with this id, or undefined where the grid has none. */
  find(id: string): Uint16Array | undefined {
    const match = ID_PATTERN.exec(id);
    if (match === null) return undefined;
    const target = Int32Array.from(match.slice(1), (lane) => Number.parseInt(lane, 16));
    unmixLanes(target);
    const { sizes, split, table } = (this.#halves ??= halvesOf(this.#tokens));
    const rest = new Int32Array(LANES);
    for (const [digits, sum] of sums(this.#tokens, sizes, 0, split)) {
      for (let lane = 0; lane < LANES; lane++) rest[lane] = target[lane]! - sum[lane]!;
      const tail = table.get(tableKey(rest))?.find(({ lane }) => lane === rest[2]);
      if (tail !== undefined) return Uint16Array.of(...digits, ...tail.digits);
    }
    return undefined;
  }
}

function tokenOf(vertical: string, dimension: string, value: string): number[] {
  const hash = sha256(JSON.stringify(['scenario', vertical, dimension, value]));
  return [0, 8, 16].map((at) => Number.parseInt(hash.slice(at, at + 8), 16) | 0);
}

function addToken(sum: Int32Array, tokens: Int32Array, value: number): void {
  for (let lane = 0; lane < LANES; lane++) sum[lane]! += tokens[LANES * value + lane]!;
}

/** The 32-bit finalizer of MurmurHash3. */
export function mix32(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

function mixLanes(lanes: Int32Array): void {
  lanes[1]! ^= mix32(lanes[0]!);
  lanes[2]! ^= mix32(lanes[1]!);
  lanes[0]! ^= mix32(lanes[2]!);
}

function unmixLanes(lanes: Int32Array): void {
  lanes[0]! ^= mix32(lanes[2]!);
  lanes[2]! ^= mix32(lanes[1]!);
  lanes[1]! ^= mix32(lanes[0]!);
}

/** The dimensions in two halves, so that an id is found by meeting in the middle; `table` has the sums of the second. */
interface Halves {
  readonly sizes: readonly number[];
  readonly split: number;
  readonly table: ReadonlyMap<number, readonly TailSum[]>;
}

function halvesOf(tokens: readonly Int32Array[]): Halves {
  const sizes = tokens.map(({ length }) => length / LANES);
  const split = balancedSplit(sizes);
  return { sizes, split, table: sumTable(tokens, sizes, split, sizes.length) };
}

/** Where to cut the dimensions so that both halves have about equally many combinations, the second at most a table's. */
function balancedSplit(sizes: readonly number[]): number {
  let split = sizes.length;
  let tail = 1;
  let head = sizes.reduce((product, size) => product * size, 1);
  while (split > 0 && tail < head && tail * sizes[split - 1]! <= LARGEST_TABLE) {
    split--;
    tail *= sizes[split]!;
    head /= sizes[split]!;
  }
  return split;
}

interface TailSum {
  readonly lane: number;
  readonly digits: Uint16Array;
}

function sumTable(
  tokens: readonly Int32Array[],
  sizes: readonly number[],
  from: number,
  to: number,
): Map<number, TailSum[]> {
  const table = new Map<number, TailSum[]>();
  for (const [digits, sum] of sums(tokens, sizes, from, to)) {
    const key = tableKey(sum);
    const entry = { lane: sum[2]!, digits: digits.slice() };
    const bucket = table.get(key);
    if (bucket === undefined) table.set(key, [entry]);
    else bucket.push(entry);
  }
  return table;
}

/** 53 of the first two lanes' 64 bits; the third decides among the few that share them. */
function tableKey(lanes: Int32Array): number {
  return (lanes[0]! >>> 0) * 2 ** 21 + (lanes[1]! >>> 11);
}

/** All combinations of some dimensions with their token sums; both arrays are reused. */
function* sums(
  tokens: readonly Int32Array[],
  sizes: readonly number[],
  from: number,
  to: number,
): Generator<[Uint16Array, Int32Array]> {
  const digits = new Uint16Array(to - from);
  const sum = new Int32Array(LANES);
  for (;;) {
    sum.fill(0);
    digits.forEach((digit, i) => addToken(sum, tokens[from + i]!, digit));
    yield [digits, sum];
    let i = digits.length - 1;
    while (i >= 0 && ++digits[i]! >= sizes[from + i]!) digits[i--] = 0;
    if (i < 0) return;
  }
}
