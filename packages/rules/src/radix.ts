/** How many rows the product of these radices has. */
export function productOf(radices: readonly number[]): number {
  return radices.reduce((product, radix) => product * radix, 1);
}

/** The row (position in the raw product, first dimension slowest) with these digits. */
export function rowOf(radices: readonly number[], digits: ArrayLike<number>): number {
  let row = 0;
  for (let i = 0; i < radices.length; i++) row = row * radices[i]! + digits[i]!;
  return row;
}

/** Writes the digits of a row; `into` may be shorter than the radices for a row of their first dimensions. */
export function digitsOf(radices: readonly number[], row: number, into: Uint16Array): Uint16Array {
  for (let i = into.length - 1; i >= 0; i--) {
    const radix = radices[i]!;
    const rest = Math.floor(row / radix);
    into[i] = row - rest * radix;
    row = rest;
  }
  return into;
}

/** How many rows share one value of a dimension and of those before it, by dimension. */
export function stridesOf(radices: readonly number[]): Float64Array {
  const strides = new Float64Array(radices.length).fill(1);
  for (let i = radices.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * radices[i + 1]!;
  return strides;
}
