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
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const classify = train(texts.filter((_, i) => i % FOLDS !== fold));
    right += texts.filter(({ label, words }, i) => i % FOLDS === fold && classify(words) === label).length;
  }
  const majority = Math.max(...[...labels.values()].map(({ length }) => length)) / texts.length;
  return (right / texts.length - majority) / (1 - majority);
}

function train(texts: readonly LabelledWords[]): (words: ReadonlySet<string>) => string | undefined {
  const vocabulary = new Set(texts.flatMap(({ words }) => [...words]));
  const models = [...Map.groupBy(texts, ({ label }) => label)].map(([label, own]) => {
    const counts = new Map<string, number>();
    for (const word of own.flatMap(({ words }) => [...words])) counts.set(word, (counts.get(word) ?? 0) + 1);
    const total = own.reduce((sum, { words }) => sum + words.size, 0) + vocabulary.size;
    return { label, prior: Math.log(own.length / texts.length), counts, total };
  });
  return (words) => {
    const known = [...words].filter((word) => vocabulary.has(word));
    let best: { label: string; score: number } | undefined;
    for (const { label, prior, counts, total } of models) {
      const score = known.reduce((sum, word) => sum + Math.log(((counts.get(word) ?? 0) + 1) / total), prior);
      if (best === undefined || score > best.score) best = { label, score };
    }
    return best?.label;
  };
}
