/** A hash table from pairs of small non-negative integers to integers; open addressing in typed arrays. */
export class PairMemo {
  #keys = new Int32Array(128).fill(-1);
  #values = new Int32Array(64);
  #size = 0;

  /** The value stored for the pair, or -1. */
  get(a: number, b: number): number {
    const mask = this.#values.length - 1;
    for (let slot = hash(a, b) & mask; ; slot = (slot + 1) & mask) {
      const first = this.#keys[2 * slot]!;
      if (first === -1) return -1;
      if (first === a && this.#keys[2 * slot + 1] === b) return this.#values[slot]!;
    }
  }

  /** Stores a value for a pair that has none yet. */
  set(a: number, b: number, value: number): void {
    if (2 * ++this.#size > this.#values.length) this.#grow();
    this.#insert(a, b, value);
  }

  #insert(a: number, b: number, value: number): void {
    const mask = this.#values.length - 1;
    let slot = hash(a, b) & mask;
    while (this.#keys[2 * slot] !== -1) slot = (slot + 1) & mask;
    this.#keys[2 * slot] = a;
    this.#keys[2 * slot + 1] = b;
    this.#values[slot] = value;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Int32Array(2 * keys.length).fill(-1);
    this.#values = new Int32Array(2 * values.length);
    for (let slot = 0; slot < values.length; slot++) {
      const first = keys[2 * slot]!;
      if (first !== -1) this.#insert(first, keys[2 * slot + 1]!, values[slot]!);
    }
  }
}

function hash(a: number, b: number): number {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
