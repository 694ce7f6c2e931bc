/** Acts whose words are dealt to a case from parts of its playbook; the words of all others stand under `acts`. */
export const DEALT_ACTS = [
  'request',
  'missing-supply',
  'slip-first',
  'slip-correct',
  'constraint',
  'second-intent',
  'attack-open',
  'attack-press',
  'circumstance',
] as const;
