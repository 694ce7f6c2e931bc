import type { Conversation } from '@covergrid/worlds';

const shown = new WeakMap<Conversation['tools'], { readonly system: string; readonly json: string }>();

/**
 * A conversation as one line of JSON. Policies and tools are the same for all conversations of a domain and most of
 * their bytes: they are serialised once for each list of tools and put between the rest.
 */
export function conversationLine(conversation: Conversation): string {
  const { system, tools, session, world, turns, metadata, ...head } = conversation;
  let kept = shown.get(tools);
  if (kept?.system !== system) {
    kept = { system, json: `,"system":${JSON.stringify(system)},"tools":${JSON.stringify(tools)},` };
    shown.set(tools, kept);
  }
  const start = JSON.stringify(head);
  const rest = JSON.stringify({ session, world, turns, metadata });
  return `${start.slice(0, -1)}${kept.json}${rest.slice(1)}\n`;
}

/** Any record as one line of JSON. */
export function recordLine(record: object): string {
  return `${JSON.stringify(record)}\n`;
}
