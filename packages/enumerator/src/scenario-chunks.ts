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
  /** Whole lines in UTF-8, at the start of a buffer of their own. */
  readonly bytes: Uint8Array;
  readonly lines: number;
  /** The first raw row that this chunk and those before it have not dealt with: where to resume. */
  readonly nextRow: number;
}

const HEAD = Buffer.from('{"scenario_id":"scn_');
const ID_DIGITS = 24;
const CHUNK_BYTES = 1 << 20;

/**
 * Renders scenarios as JSON lines, in the order of ids (domain, behavior, then axes). Each chunk is about a
 * mebibyte.
 *
 * @param spare buffers of earlier chunks that are no longer needed: they are used again before new ones are made.
 *   Put each back when its chunk is done with, and memory stays flat; else every chunk is a new mebibyte
 */
export function* scenarioChunks(
  grid: CompiledGrid,
  ids: ScenarioIds,
  ruleIds: readonly string[],
  listing: Listing,
  range: RowRange,
  spare: Buffer[] = [],
): Generator<ScenarioChunk> {
  const renderer = new LineRenderer(grid, ids, ruleIds, listing);
  const capacity = CHUNK_BYTES + renderer.largestRun;
  let row = range.from;
  while (row < range.to) {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(capacity);
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    let [size, lines, next] = [0, 0, range.to];
    renderer.startChunk();
    grid.walk(row, range.to, listing, (run) => {
      size = renderer.render(run, buffer, view, size);
      if (size < CHUNK_BYTES) return true;
      next = grid.rowOf(run.digits) - run.digits.at(-1)! + run.end;
      return false;
    });
    lines = renderer.lines;
    row = next;
    if (lines === 0) return;
    yield { bytes: buffer.subarray(0, size), lines, nextRow: row };
  }
}

/** Writes the lines of runs; what a line shares with the one before it is copied, and neither rendered nor hashed again. */
class LineRenderer {
  /** Bytes that the longest possible run takes. */
  readonly largestRun: number;
  /** Lines since the chunk began. */
  lines = 0;
  readonly #keptOnly: boolean;
  readonly #pieces: readonly (readonly Buffer[])[];
  readonly #statuses: readonly Buffer[];
  readonly #tokens: readonly Int32Array[];
  readonly #last: number;
  /** Up to each dimension: length of the line, and sums of token lanes. */
  readonly #ends: Int32Array;
  readonly #sums: Int32Array;
  /** Where the line before stands in the chunk, or -1 at its start. */
  #previous = -1;
  /** The first dimension that changed in runs since then which had no line. */
  #skipped = Number.POSITIVE_INFINITY;

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
    const longestLine = this.#ends[0] + pieces + longest(this.#statuses);
    this.largestRun = longestLine * dimensions[this.#last]!.values.length;
  }

  startChunk(): void {
    this.#previous = -1;
    this.lines = 0;
  }

  /** Writes a run's lines at `offset` and returns where they end. */
  render(run: Run, into: Buffer, view: DataView, offset: number): number {
    const last = this.#last;
    const { labels } = run;
    let v = run.first;
    if (this.#keptOnly) while (v < run.end && labels[run.offset + v] !== 0) v++;
    if (v >= run.end) {
      this.#skipped = Math.min(this.#skipped, run.changed);
      return offset;
    }
    this.#startLine(run, into, offset);
    const length = this.#ends[last]!;
    const tokens = this.#tokens[last]!;
    const a = this.#sums[3 * last]!;
    const b = this.#sums[3 * last + 1]!;
    const c = this.#sums[3 * last + 2]!;
    // Every line is copied from the first of its run: the one just before is still on its way to memory.
    const first = offset;
    let firstLength = -1;
    const values = this.#pieces[last]!;
    const statuses = this.#statuses;
    const keptOnly = this.#keptOnly;
    let lines = 0;
    let previous = offset;
    for (; v < run.end; v++) {
      const label = labels[run.offset + v]!;
      if (label !== 0 && keptOnly) continue;
      const value = values[v]!;
      const status = statuses[label]!;
      const tail = offset + length;
      // Lines of one run of equal length and status differ in id and last value alone.
      const isAlike = label === 0 && firstLength === value.length;
      if (offset === first) firstLength = label === 0 ? value.length : -1;
      else into.copyWithin(offset, first, first + (isAlike ? length + value.length + status.length : length));
      const id = offset + HEAD.length;
      writeId(view, id, (a + tokens[3 * v]!) | 0, (b + tokens[3 * v + 1]!) | 0, (c + tokens[3 * v + 2]!) | 0);
      previous = offset;
      offset = append(value, into, tail);
      offset = isAlike ? offset + status.length : append(status, into, offset);
      lines++;
    }
    this.#previous = previous;
    this.lines += lines;
    return offset;
  }

  /** Writes what the lines of a run share: copied from the line before as far as that goes. */
  #startLine(run: Run, into: Buffer, offset: number): void {
    let from = run.changed;
    if (this.#previous === -1) {
      HEAD.copy(into, offset);
      from = 0;
    } else {
      // A run without a line of its own may stand between: then more has changed than the run says.
      from = Math.min(from, this.#skipped);
      into.copyWithin(offset, this.#previous, this.#previous + this.#ends[from]!);
    }
    for (let i = from; i < this.#last; i++) {
      const digit = run.digits[i]!;
      this.#ends[i + 1] = append(this.#pieces[i]![digit]!, into, offset + this.#ends[i]!) - offset;
      const tokens = this.#tokens[i]!;
      for (let lane = 0; lane < 3; lane++) {
        this.#sums[3 * (i + 1) + lane] = this.#sums[3 * i + lane]! + tokens[3 * digit + lane]!;
      }
    }
    this.#previous = offset;
    this.#skipped = Number.POSITIVE_INFINITY;
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
