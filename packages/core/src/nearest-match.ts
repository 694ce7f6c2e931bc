import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely means, or undefined: the fewest edits (at most a third of the
 * word's letters), else the shortest candidate that contains the word, else one of which a part, between `-`, `_`
 * or `.`, is near the word: `chekout` finds `checkout-payments`.
 */
export function nearestMatch(word: string, candidates: Iterable<string>): string | undefined {
  // A hostile word must not buy quadratic time.
  const needle = word.slice(0, 200).toLowerCase();
  const names = [...candidates];
  return nearestWhole(needle, names) ?? shortestAround(needle, names) ?? nearestPart(needle, names);
}

/** ` Did you mean "x"?` for the nearest candidate, or an empty string. Append it to a sentence. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const match = nearestMatch(word, candidates);
  return match === undefined ? '' : ` Did you mean "${match}"?`;
}

function nearestWhole(needle: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(needle.length / 3)) + 1;
  for (const name of names) {
    const edits = distance(needle, name.toLowerCase());
    if (edits < bestDistance) [best, bestDistance] = [name, edits];
  }
  return best;
}

function shortestAround(needle: string, names: readonly string[]): string | undefined {
  if (needle.length < 3) return undefined;
  return names
    .filter((name) => name.toLowerCase().includes(needle))
    .toSorted((a, b) => a.length - b.length)
    .at(0);
}

function nearestPart(needle: string, names: readonly string[]): string | undefined {
  const partsOf = (name: string): string[] => name.split(/[-_.]/).filter((part) => part.length > 2);
  const part = nearestWhole(needle, names.flatMap(partsOf));
  return part === undefined ? undefined : names.find((name) => partsOf(name).includes(part));
}
