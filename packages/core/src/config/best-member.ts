import type { z } from 'zod';
import { isMissing } from './describe-issue.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * The complaints of the union member that the value evidently tries to be: the one whose kind of value it is, then
 * the one that knows most of its keys, then the one that misses fewest. `undefined` where the value is of no
 * member's kind, so that no member's complaint would help.
 */
export function bestMember(members: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  let best: readonly ZodIssue[] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const issues of members) {
    if (issues.some(isOtherKind)) continue;
    const cost = issues.reduce((sum, issue) => sum + costOf(issue), 0);
    if (cost < bestCost) [best, bestCost] = [issues, cost];
  }
  return best;
}

/** True where the complaint is that the value as a whole is of another kind, e.g. a list where text belongs. */
function isOtherKind(issue: ZodIssue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_type') return true;
  return issue.code === 'invalid_union' && bestMember(issue.errors) === undefined;
}

function costOf(issue: ZodIssue): number {
  if (issue.code === 'unrecognized_keys') return 2 * issue.keys.length;
  // Wrong inside a key that is known speaks for this member as much as against it.
  if (issue.path.length === 1 && isMissing(issue)) return 1;
  return 0.01;
}
