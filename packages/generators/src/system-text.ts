import type { Vertical } from '@covergrid/worlds';

type Policies = Vertical['sources']['playbooks'][number]['value']['policies'];

const ROLE = 'You are the customer service agent of an online store. These are its policies.';
const DUTY = 'Use the tools to look things up and to act. Never promise what the policies do not allow.';

/** The sentences of a system text that are not policies: what policies say anybody may be told, these nobody. */
export const INSTRUCTIONS: readonly string[] = [ROLE, DUTY].flatMap((text) => text.split(/(?<=\.) /));

/** The policies of a domain, as an agent is given them. */
export function systemText(policies: Policies): string {
  const rules = policies.map(({ id, title, text }) => `## ${title} (${id})\n${text.trim()}`);
  return [ROLE, ...rules, DUTY].join('\n\n');
}
