import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely means, or undefined: the fewest edits (at most a third of the
 * word's letters), else the shortest candidate that contains the word.
 */
export function nearestMatch(word: string, candidates: Iterable<string>): string | undefined {
  // A hostile word must not buy quadratic time.
  const needle = word.slice(0, 200).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(needle.length / 3)) + 1;
  let container: string | undefined;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const edits = distance(needle, name);
    if (edits < bestDistance) [best, bestDistance] = [candidate, edits];
    const isShorter = container === undefined || candidate.length < container.length;
    if (needle.length > 2 && name.includes(needle) && isShorter) container = candidate;
  }
  return best ?? container;
}

/** ` Did you mean "x"?` for the nearest candidate, or an empty string. Append it to a sentence. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const match = nearestMatch(word, candidates);
  return match === undefined ? '' : ` Did you mean "${match}"?`;
}
