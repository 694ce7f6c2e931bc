import type { Manifest } from '@covergrid/enumerator';
import { formatCount, formatQuantity } from './format-number.ts';

/** The result of a plan in one sentence. `problems` are what {@link checkAccount} found. */
export function verdict({ totals }: Manifest, problems: readonly string[]): string {
  const of = `${formatCount(totals.kept)} of ${formatQuantity(totals.raw, 'scenario')} kept`;
  if (problems.length > 0) return `${of}, but the account does not add up.`;
  if (totals.excluded === 0) return `${of}; no rule excludes any.`;
  if (totals.excluded === 1) return `${of}; the other one is excluded by a named rule.`;
  if (totals.kept === 0) return `${of}; every one is excluded by a named rule.`;
  return `${of}; every one of the other ${formatCount(totals.excluded)} is excluded by a named rule.`;
}
