import type { z } from 'zod';
import { nearestMatch } from '../nearest-match.ts';
import { bestMember } from './best-member.ts';
import type { ConfigPath } from './config-document.ts';
import { isMissing } from './describe-issue.ts';
import { MAX_ISSUES } from './limits.ts';

type ZodIssue = z.core.$ZodIssue;
type UnknownKeys = z.core.$ZodIssueUnrecognizedKeys;
/** The keys that a map may have where it has unknown ones. */
type KnownKeys = (issue: UnknownKeys) => readonly string[];

/** One thing that is wrong: a value, or a key that is not known and the one it seems to mean. */
export type Complaint =
  | { readonly kind: 'value'; readonly path: ConfigPath; readonly issue: ZodIssue }
  | { readonly kind: 'key'; readonly path: ConfigPath; readonly meant: string | undefined };

/** What a schema complains of, without what only follows from another complaint. */
export function complaintsOf(issues: readonly ZodIssue[], knownKeys: KnownKeys): Complaint[] {
  const all = issues.flatMap((issue) => leaves(issue, [], knownKeys));
  const otherSchema = all.find(isOtherSchema);
  if (otherSchema !== undefined) return [otherSchema];
  const misspelt = new Set<string>();
  for (const complaint of all) {
    if (complaint.kind === 'key' && complaint.meant !== undefined) {
      misspelt.add(JSON.stringify([...complaint.path.slice(0, -1), complaint.meant]));
    }
  }
  return all.filter(
    (complaint) => !isMissingValue(complaint) || !misspelt.has(JSON.stringify(complaint.path)),
  );
}

/** True where a file names another schema than its own: whatever else is in it, it is a file of another kind. */
function isOtherSchema(complaint: Complaint): boolean {
  return complaint.path.length === 1 && complaint.path[0] === 'schema' && !isMissingValue(complaint);
}

function isMissingValue(complaint: Complaint): boolean {
  return complaint.kind === 'value' && isMissing(complaint.issue);
}

function leaves(issue: ZodIssue, parents: ConfigPath, knownKeys: KnownKeys): Complaint[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path, knownKeys(issue));
  const complaint = { kind: 'value', path, issue } as const;
  if (issue.code !== 'invalid_union') return [complaint];
  const member = bestMember(issue.errors)?.flatMap((inner) => leaves(inner, path, knownKeys));
  if (member === undefined) return [complaint];
  if (issue.message === '') return member;
  // The union says itself why no member fits; what is wrong in any member is wrong all the same.
  return [complaint, ...member.filter((inner) => inner.kind === 'value' && !isMissing(inner.issue))];
}

function unknownKeys({ keys }: UnknownKeys, path: ConfigPath, known: readonly string[]): Complaint[] {
  return keys
    .filter((key) => key !== '__proto__')
    .map((key, index) => ({
      kind: 'key',
      path: [...path, key],
      // Beyond what is listed, a search for the nearest key would only burn time.
      meant: index < MAX_ISSUES ? nearestMatch(key, known) : undefined,
    }));
}
