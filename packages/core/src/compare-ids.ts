/** Orders ids by UTF-16 code unit: the same in every locale. Negative, zero or positive, as `sort` wants it. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
