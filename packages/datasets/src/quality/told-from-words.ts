const FOLDS = 5;

/** A text's different words, and the label that is to be told from them. */
export interface LabelledWords {
  readonly label: string;
  readonly words: ReadonlySet<string>;
}

/**
 * How well a label is told from words: (accuracy - majority) / (1 - majority) of a naive Bayes classifier with
 * add-one smoothing over five folds (every fifth text). 1 is always, 0 no better than the commonest label.
 * Undefined below 50 texts or two labels: nothing can be said.
 */
export function toldFromWords(texts: readonly LabelledWords[]): number | undefined {
  const labels = Map.groupBy(texts, ({ label }) => label);
  if (labels.size < 2 || texts.length < 50) return undefined;
  const { numbered, size } = numberWords(texts);
  const all = new Counts(size);
  for (const text of numbered) all.add(text, 1);
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = numbered.filter((_, i) => i % FOLDS === fold);
    for (const text of held) all.add(text, -1);
    // The first of two labels that are as likely: in the order in which they come up in what is learnt from.
    const order = new Set(numbered.filter((_, i) => i % FOLDS !== fold).map(({ label }) => label));
    const classify = train(all, [...order]);
    right += held.filter(({ label, words }) => classify(words) === label).length;
    for (const text of held) all.add(text, 1);
  }
  const majority = Math.max(...[...labels.values()].map(({ length }) => length)) / texts.length;
  return (right / texts.length - majority) / (1 - majority);
}

interface NumberedWords {
  readonly label: string;
  readonly words: readonly number[];
}

/** Words as numbers, which are counted several times as fast. */
function numberWords(texts: readonly LabelledWords[]): {
  readonly numbered: readonly NumberedWords[];
  readonly size: number;
} {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const numbered = texts.map(({ label, words }) => ({ label, words: [...words].map(numberOf) }));
  return { numbered, size: numbers.size };
}

interface LabelCounts {
  texts: number;
  words: number;
  /** By number of the word. */
  readonly ofWord: Int32Array;
}

/** How often words stand under labels; the texts of a fold are taken out and put back, so that each is counted once. */
class Counts {
  readonly labels = new Map<string, LabelCounts>();
  readonly ofWord: Int32Array;
  texts = 0;
  vocabulary = 0;

  constructor(size: number) {
    this.ofWord = new Int32Array(size);
  }

  add({ label, words }: NumberedWords, times: 1 | -1): void {
    let own = this.labels.get(label);
    if (own === undefined)
      this.labels.set(label, (own = { texts: 0, words: 0, ofWord: new Int32Array(this.ofWord.length) }));
    this.texts += times;
    own.texts += times;
    own.words += times * words.length;
    for (const word of words) {
      const before = this.ofWord[word]!;
      if (before === 0 || before + times === 0) this.vocabulary += times;
      this.ofWord[word] = before + times;
      own.ofWord[word]! += times;
    }
  }
}

function train(counts: Counts, labels: readonly string[]): (words: readonly number[]) => string | undefined {
  const models = labels.map((label) => {
    const { texts, words, ofWord } = counts.labels.get(label)!;
    return { label, prior: Math.log(texts / counts.texts), ofWord, total: words + counts.vocabulary };
  });
  return (words) => {
    const known = words.filter((word) => counts.ofWord[word]! > 0);
    let best: { label: string; score: number } | undefined;
    for (const { label, prior, ofWord, total } of models) {
      let score = prior;
      for (const word of known) score += Math.log((ofWord[word]! + 1) / total);
      if (best === undefined || score > best.score) best = { label, score };
    }
    return best?.label;
  };
}
