import type { CompiledGrid, Run } from '@covergrid/rules';
import { mix32, type ScenarioIds } from './scenario-ids.ts';

/** Which scenarios a listing holds. */
export type Listing = 'all' | 'kept';

/** Rows `from`..`to - 1` of the raw grid. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Some consecutive lines of a listing. */
export interface ScenarioChunk {
  /** Whole lines in UTF-8; valid until the chunk after the next is asked for. */
  readonly bytes: Uint8Array;
  readonly lines: number;
  /** The first raw row that this chunk and those before it have not dealt with: where to resume. */
  readonly nextRow: number;
}

const HEAD = Buffer.from('{"scenario_id":"scn_');
const ID_DIGITS = 24;
const CHUNK_BYTES = 1 << 18;

/**
 * Renders scenarios as JSON lines, in the order of ids (domain, behavior, then axes). Memory is that of two chunks
 * of about a mebibyte, however many lines there are.
 */
export function* scenarioChunks(
  grid: CompiledGrid,
  ids: ScenarioIds,
  ruleIds: readonly string[],
  listing: Listing,
  range: RowRange,
): Generator<ScenarioChunk> {
  const renderer = new LineRenderer(grid, ids, ruleIds, listing);
  const capacity = CHUNK_BYTES + renderer.largestRun;
  const buffers = [Buffer.allocUnsafe(capacity), Buffer.allocUnsafe(capacity)];
  const radix = grid.radices.at(-1)!;
  let row = range.from;
  for (let turn = 0; row < range.to; turn ^= 1) {
    const buffer = buffers[turn]!;
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    let [size, lines, next] = [0, 0, range.to];
    renderer.startChunk();
    grid.walk(row, range.to, listing, (run) => {
      size = renderer.render(run, buffer, view, size);
      if (size < CHUNK_BYTES) return true;
      next = rowAfter(grid.radices, run, radix);
      return false;
    });
    lines = renderer.lines;
    row = next;
    if (lines > 0) yield { bytes: buffer.subarray(0, size), lines, nextRow: row };
  }
}

function rowAfter(radices: readonly number[], run: Run, radix: number): number {
  let prefix = 0;
  for (let i = 0; i < radices.length - 1; i++) prefix = prefix * radices[i]! + run.digits[i]!;
  return prefix * radix + run.end;
}

/** Writes the lines of runs; what a run shares with the one before is neither rendered nor hashed again. */
class LineRenderer {
  /** Bytes that the longest possible run takes. */
  readonly largestRun: number;
  /** Lines since the chunk began. */
  lines = 0;
  readonly #keptOnly: boolean;
  readonly #pieces: readonly (readonly Buffer[])[];
  readonly #statuses: readonly Buffer[];
  readonly #tokens: readonly Int32Array[];
  /** Up to each dimension: length of the rendered prefix, and sums of token lanes. */
  readonly #prefix: Buffer;
  readonly #ends: Int32Array;
  readonly #sums: Int32Array;
  readonly #last: number;
  #isStale = true;

  constructor(grid: CompiledGrid, ids: ScenarioIds, ruleIds: readonly string[], listing: Listing) {
    const { dimensions } = grid;
    this.#keptOnly = listing === 'kept';
    this.#last = dimensions.length - 1;
    this.#pieces = dimensions.map(({ id, values }, i) =>
      values.map((value) => Buffer.from(piece(i, id, value))),
    );
    const close = dimensions.length > 2 ? '"}' : '","axes":{}';
    this.#statuses = [
      Buffer.from(`${close},"status":"kept"}\n`),
      ...ruleIds.map((id) => Buffer.from(`${close},"status":"excluded","rule":${JSON.stringify(id)}}\n`)),
    ];
    this.#tokens = dimensions.map((_, i) => ids.tokensOf(i));
    this.#ends = new Int32Array(dimensions.length + 1);
    this.#ends[0] = HEAD.length + ID_DIGITS;
    this.#sums = new Int32Array(3 * (dimensions.length + 1));
    const longest = (buffers: readonly Buffer[]): number =>
      Math.max(0, ...buffers.map(({ length }) => length));
    const pieces = this.#pieces.reduce((sum, buffers) => sum + longest(buffers), 0);
    this.#prefix = Buffer.alloc(this.#ends[0] + pieces);
    HEAD.copy(this.#prefix);
    const longestLine = this.#prefix.length + longest(this.#statuses);
    this.largestRun = longestLine * dimensions[this.#last]!.values.length;
  }

  startChunk(): void {
    this.#isStale = true;
    this.lines = 0;
  }

  /** Writes a run's lines at `offset` and returns where they end. */
  render(run: Run, into: Buffer, view: DataView, offset: number): number {
    this.#updatePrefix(run);
    const last = this.#last;
    const length = this.#ends[last]!;
    const tokens = this.#tokens[last]!;
    const [a, b, c] = [this.#sums[3 * last]!, this.#sums[3 * last + 1]!, this.#sums[3 * last + 2]!];
    const { labels } = run;
    let previous = -1;
    let previousLength = -1;
    for (let v = run.first; v < run.end; v++) {
      const label = labels[run.offset + v]!;
      if (label !== 0 && this.#keptOnly) continue;
      const value = this.#pieces[last]![v]!;
      const status = this.#statuses[label]!;
      const tail = offset + length;
      // Lines of one run of equal length and status differ in id and last value alone.
      const isAlike = label === 0 && previousLength === value.length;
      if (previous === -1) this.#prefix.copy(into, offset, 0, length);
      else
        into.copyWithin(offset, previous, previous + length + (isAlike ? value.length + status.length : 0));
      const id = offset + HEAD.length;
      writeId(view, id, (a + tokens[3 * v]!) | 0, (b + tokens[3 * v + 1]!) | 0, (c + tokens[3 * v + 2]!) | 0);
      previous = offset;
      previousLength = label === 0 ? value.length : -1;
      offset = append(value, into, tail);
      offset = isAlike ? offset + status.length : append(status, into, offset);
      this.lines++;
    }
    return offset;
  }

  #updatePrefix(run: Run): void {
    const from = this.#isStale ? 0 : run.changed;
    this.#isStale = false;
    for (let i = from; i < this.#last; i++) {
      const digit = run.digits[i]!;
      const bytes = this.#pieces[i]![digit]!;
      this.#ends[i + 1] = append(bytes, this.#prefix, this.#ends[i]!);
      const tokens = this.#tokens[i]!;
      for (let lane = 0; lane < 3; lane++) {
        this.#sums[3 * (i + 1) + lane] = this.#sums[3 * i + lane]! + tokens[3 * digit + lane]!;
      }
    }
  }
}

/** A dimension's share of a line, from the quote that ends the value before it. */
function piece(index: number, id: string, value: string): string {
  return index === 2 ? `","axes":{"${id}":"${value}` : `","${id}":"${value}`;
}

/** Short copies are quicker byte by byte than through a call into the runtime. */
function append(bytes: Buffer, into: Buffer, offset: number): number {
  const { length } = bytes;
  for (let i = 0; i < length; i++) into[offset + i] = bytes[i]!;
  return offset + length;
}

/** Four hex digits, as one 32-bit word, for every 16-bit number. */
const HEX_WORDS = Uint32Array.from({ length: 1 << 16 }, (_, number) =>
  Buffer.from(number.toString(16).padStart(4, '0')).readUInt32BE(),
);

/** Mixes the three lanes as ScenarioIds does and writes them as 24 hex digits. */
function writeId(into: DataView, offset: number, a: number, b: number, c: number): void {
  b ^= mix32(a);
  c ^= mix32(b);
  a ^= mix32(c);
  into.setUint32(offset, HEX_WORDS[a >>> 16]!);
  into.setUint32(offset + 4, HEX_WORDS[a & 0xffff]!);
  into.setUint32(offset + 8, HEX_WORDS[b >>> 16]!);
  into.setUint32(offset + 12, HEX_WORDS[b & 0xffff]!);
  into.setUint32(offset + 16, HEX_WORDS[c >>> 16]!);
  into.setUint32(offset + 20, HEX_WORDS[c & 0xffff]!);
}
