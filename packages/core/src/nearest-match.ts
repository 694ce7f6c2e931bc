import { distance } from 'fastest-levenshtein';

/** The candidate closest to a misspelt word (at most a third of its letters off), or undefined. */
export function nearestMatch(word: string, candidates: Iterable<string>): string | undefined {
  // A hostile word must not buy quadratic time.
  const needle = word.slice(0, 200).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(needle.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(needle, candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** ` Did you mean "x"?` for the nearest candidate, or an empty string. Append it to a sentence. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const match = nearestMatch(word, candidates);
  return match === undefined ? '' : ` Did you mean "${match}"?`;
}
