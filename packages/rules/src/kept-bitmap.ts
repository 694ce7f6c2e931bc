const BLOCK_WORDS = 2048;
const BLOCK_ROWS = 32 * BLOCK_WORDS;

/** One bit per row of a grid, with ranks: for grids whose diagram would be too big. */
export class KeptBitmap {
  readonly #words: Uint32Array;
  #blockRanks: Float64Array | undefined;

  constructor(rows: number) {
    this.#words = new Uint32Array(Math.ceil(rows / 32));
  }

  has(row: number): boolean {
    return ((this.#words[Math.floor(row / 32)]! >>> (row % 32)) & 1) === 1;
  }

  setRange(from: number, to: number): void {
    for (let row = from; row < to;) {
      const word = Math.floor(row / 32);
      if (row % 32 === 0 && to - row >= 32) {
        const full = Math.floor((to - row) / 32);
        this.#words.fill(0xffffffff, word, word + full);
        row += 32 * full;
      } else {
        this.#words[word]! |= 1 << (row % 32);
        row++;
      }
    }
    this.#blockRanks = undefined;
  }

  /** The first kept row from here on; the number of rows or more where there is none. */
  next(row: number): number {
    let index = Math.floor(row / 32);
    if (index >= this.#words.length) return row;
    let word = this.#words[index]! & (-1 << (row % 32));
    while (word === 0) {
      if (++index >= this.#words.length) return 32 * index;
      word = this.#words[index]!;
    }
    return 32 * index + 31 - Math.clz32(word & -word);
  }

  clear(row: number): void {
    this.#words[Math.floor(row / 32)]! &= ~(1 << (row % 32));
    this.#blockRanks = undefined;
  }

  /** Kept rows before a row. */
  rank(row: number): number {
    const word = Math.floor(row / 32);
    const block = Math.floor(word / BLOCK_WORDS);
    let rank = this.#ranks()[block]!;
    for (let w = block * BLOCK_WORDS; w < word; w++) rank += popcount(this.#words[w]!);
    return row % 32 === 0 ? rank : rank + popcount(this.#words[word]! & ((1 << (row % 32)) - 1));
  }

  /** The kept row of a rank. */
  unrank(rank: number): number {
    const ranks = this.#ranks();
    let block = Math.floor(this.#words.length / BLOCK_WORDS);
    for (let low = 0; low < block;) {
      const middle = (low + block + 1) >>> 1;
      if (ranks[middle]! <= rank) low = middle;
      else block = middle - 1;
    }
    let rest = rank - ranks[block]!;
    let word = block * BLOCK_WORDS;
    for (let rows = popcount(this.#words[word]!); rest >= rows; rows = popcount(this.#words[++word]!))
      rest -= rows;
    for (let bit = 0; ; bit++) {
      if (((this.#words[word]! >>> bit) & 1) === 1 && rest-- === 0) return 32 * word + bit;
    }
  }

  #ranks(): Float64Array {
    if (this.#blockRanks !== undefined) return this.#blockRanks;
    const ranks = new Float64Array(Math.floor((this.#words.length * 32) / BLOCK_ROWS) + 1);
    for (let block = 1; block < ranks.length; block++) {
      let rows = 0;
      for (let w = (block - 1) * BLOCK_WORDS; w < block * BLOCK_WORDS; w++) rows += popcount(this.#words[w]!);
      ranks[block] = ranks[block - 1]! + rows;
    }
    return (this.#blockRanks = ranks);
  }
}

function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
