import type { Conversation } from './records-schema.ts';

/** What an agent is given of a conversation; all else is the harness's. */
export type AgentView = Pick<Conversation, 'system' | 'tools' | 'session' | 'turns'>;

/** What an agent is given: policies, tools, what is known of the signed-in customer, and the customer's turns. */
export function agentView({ system, tools, session, turns }: Conversation): AgentView {
  return { system, tools, session, turns };
}
