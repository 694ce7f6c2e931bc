import { formatCount, productVersion } from '@covergrid/core';
import type { Finding, Manifest } from '@covergrid/enumerator';
import type { Configuration } from '@covergrid/taxonomy';
import { domainsWithoutPlaybook } from './resolve-configuration.ts';

/** What was proven of the gap that a manifest names. */
interface VerifiedGap {
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  readonly unproven: readonly string[];
}

/** Derives again which domains have no playbook, and compares with what the manifest names. */
export function verifyGap(
  file: string,
  { conversations, generator }: Manifest,
  configuration: Configuration,
  vertical?: string,
): VerifiedGap {
  const named = conversations?.domains_without_playbook;
  const derived = domainsWithoutPlaybook(configuration, vertical);
  const verdict = { checks: [], findings: [], unproven: [] };
  if (derived === undefined) {
    if (named === undefined) return verdict;
    return { ...verdict, unproven: ['domains without a playbook: the vertical is not at hand'] };
  }
  if (named?.join() === derived.join()) {
    const count = formatCount(derived.length);
    return { ...verdict, checks: [`domains without a playbook: ${count}, all named`] };
  }
  // Another version may have had other playbooks, or not have named the gap at all.
  if (generator.version !== productVersion()) {
    const why = `written by version ${generator.version}`;
    return { ...verdict, unproven: [`domains without a playbook: ${why}`] };
  }
  const told = (ids: readonly string[] | undefined): string =>
    ids === undefined ? 'not told' : ids.length === 0 ? 'none' : ids.join(', ');
  const message = `Domains without a playbook are ${told(derived)}, but the manifest says: ${told(named)}.`;
  return { ...verdict, findings: [{ file, message }] };
}
