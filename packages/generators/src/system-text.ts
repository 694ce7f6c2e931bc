import type { Vertical } from '@covergrid/worlds';

type Policies = Vertical['sources']['playbooks'][number]['value']['policies'];

const POLICIES = 'These are its policies.';
const DUTY = 'Use the tools to look things up and to act. Never promise what the policies do not allow.';

/** The sentences of a system text that are not policies: what policies say anybody may be told, these nobody. */
export function instructionsOf(role: string): string[] {
  return [role, POLICIES, DUTY].flatMap((text) => text.trim().split(/(?<=\.) /));
}

/** What an agent is told it is, and the policies of its domain. */
export function systemText(role: string, policies: Policies): string {
  const rules = policies.map(({ id, title, text }) => `## ${title} (${id})\n${text.trim()}`);
  return [`${role} ${POLICIES}`, ...rules, DUTY].join('\n\n');
}
