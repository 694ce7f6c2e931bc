import { didYouMean, printable, quoted } from '@covergrid/core';

/** Up to 12 names for a sentence, as they stand: `low, medium, high` or `a, b and 30 more`. */
export function nameList(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 12).map((name) => printable(name, 80));
  const left = names.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}

/** `There is no domain "chekout"; domains are … Did you mean "checkout"?` */
export function unknownName(kind: string, name: string, known: Iterable<string>): string {
  const names = [...known];
  const plural = kind === 'axis' ? 'axes' : `${kind}s`;
  return `There is no ${kind} ${quoted(name)}; the ${plural} are ${nameList(names)}.${didYouMean(name, names)}`;
}
