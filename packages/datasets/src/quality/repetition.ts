import { gzipSync } from 'node:zlib';
import { ngrams } from './words.ts';

/** Different runs of `length` words over all such runs; runs do not cross texts (distinct-n, Li et al. 2016). */
export function distinctRuns(texts: readonly (readonly string[])[], length: number): number {
  const grams = texts.flatMap((words) => ngrams(words, length));
  return new Set(grams).size / Math.max(1, grams.length);
}

/** Texts from the front until they hold `budget` words, because distinct-n falls with the number of words. */
export function withinWords(texts: readonly (readonly string[])[], budget: number): (readonly string[])[] {
  let words = 0;
  const end = texts.findIndex((text) => (words += text.length) > budget);
  return texts.slice(0, end === -1 ? texts.length : end);
}

/** Bytes over gzipped bytes: higher where texts repeat one another. */
export function gzipRatio(texts: readonly string[]): number {
  const bytes = Buffer.from(texts.join('\n'));
  return bytes.length === 0 ? 0 : bytes.length / gzipSync(bytes, { level: 9 }).length;
}

/** The share of texts that stood before: 1 - different / all. */
export function exactDuplicates(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : 1 - new Set(texts).size / texts.length;
}

/** The share that the commonest text has. */
export function commonestShare(texts: readonly string[]): number {
  const counts = [...Map.groupBy(texts, (text) => text).values()].map(({ length }) => length);
  return Math.max(0, ...counts) / Math.max(1, texts.length);
}

/** The share of texts of whose three-word runs another text shares more than four fifths (Jaccard index). */
export function nearDuplicates(texts: readonly (readonly string[])[]): number {
  const runs = texts.map((words) => new Set(words.length < 3 ? [words.join(' ')] : ngrams(words, 3)));
  const hasTwin = runs.map(() => false);
  for (let i = 0; i < runs.length; i++) {
    for (let j = i + 1; j < runs.length; j++) {
      if (isNear(runs[i]!, runs[j]!)) hasTwin[i] = hasTwin[j] = true;
    }
  }
  return hasTwin.filter(Boolean).length / Math.max(1, texts.length);
}

function isNear(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  // What they share is at most the smaller; most pairs end here.
  if (Math.min(a.size, b.size) <= 0.8 * Math.max(a.size, b.size)) return false;
  let shared = 0;
  for (const run of a) if (b.has(run)) shared++;
  return shared > 0.8 * (a.size + b.size - shared);
}
