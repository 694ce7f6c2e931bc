const KNOWN_CATEGORIES = [
  'physical-impossibility',
  'business-irrelevance',
  'redundancy',
  'regulatory-block',
  'skew-control',
  'low-risk-cap',
];

/** The colour class of a rule category; every category of a user's own has the same. */
export function categoryClass(category: string): string {
  return KNOWN_CATEGORIES.includes(category) ? `category-${category}` : 'category-own';
}
