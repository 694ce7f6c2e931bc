/** A list written as one: `undefined` is none, a single id a list of one. */
export function listOf(ids: string | readonly string[] | undefined): readonly string[] {
  return ids === undefined ? [] : typeof ids === 'string' ? [ids] : ids;
}
