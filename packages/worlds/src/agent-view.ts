import type { Conversation } from './records-schema.ts';

/** What an agent is given of a conversation; all else is the harness's. */
export interface AgentView extends Pick<Conversation, 'system' | 'tools' | 'session'> {
  readonly turns: readonly Pick<Conversation['turns'][number], 'index' | 'role' | 'text'>[];
}

/** What an agent is given: policies, tools, what is known of the signed-in customer, and the customer's turns. */
export function agentView({ system, tools, session, turns }: Conversation): AgentView {
  return {
    system,
    tools,
    session,
    // That there is something to confirm would tell what the answer is.
    turns: turns.map(({ index, role, text }) => ({ index, role, text })),
  };
}
