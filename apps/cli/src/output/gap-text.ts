import type { ConversationGap } from '@covergrid/orchestrator';
import { countOf } from './number-text.ts';

/** The domains of a vertical that have no dataset, in a sentence. */
export function gapText({ vertical, domains }: ConversationGap): string {
  const has = domains.length === 1 ? 'has' : 'have';
  return `${countOf(domains.length, 'domain')} of ${vertical} ${has} no playbook yet, and so no conversations: ${domains.join(', ')}.`;
}
