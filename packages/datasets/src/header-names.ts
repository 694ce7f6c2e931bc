/** Names of the headers. */
export const HEADERS = { dataset: 'dataset.json', golden: 'golden.json' } as const;

/** Name of the dataset card. */
export const CARD = 'README.md';
