import { printable } from '@covergrid/core';

/** Up to 14 names for a sentence: `low, medium, high`, or `a, b and 30 more`. */
export function nameList(names: readonly string[]): string {
  const shown = names.slice(0, 14).map((name) => printable(name, 80));
  const left = names.length - shown.length;
  return shown.length === 0 ? 'none' : shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
