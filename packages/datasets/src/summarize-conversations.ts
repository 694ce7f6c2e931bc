import { keyedHash } from '@covergrid/core';
import type { Conversation, Golden } from '@covergrid/worlds';
import { StatsCollector, type DatasetStats } from './dataset-stats.ts';

interface Pair {
  readonly conversation: Conversation;
  readonly golden: Golden;
}

/** How long conversations are, in characters; sums over all of them. */
export interface ConversationLengths {
  /** Of the instructions that an agent is given: the policies. */
  readonly system: number;
  /** Of the descriptions of its tools, as JSON. */
  readonly tools: number;
  /** Of what it is told of the signed-in customer, as JSON. */
  readonly session: number;
  /** Of what customers say. */
  readonly turns: number;
  /** Of the reference replies. */
  readonly replies: number;
  /** Sent, where each request sends instructions, tools, session and the whole conversation so far again. */
  readonly sent: number;
}

/** A number of conversations, and what they are. */
export interface Counted<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  readonly conversations: number;
  readonly turns: number;
}

/** What a set of conversations holds, for a report on it. */
export interface ConversationsSummary {
  readonly stats: DatasetStats;
  /** By domain and behavior, sorted; as all that follow, only what occurs. */
  readonly cells: readonly Counted<'domain' | 'behavior'>[];
  readonly techniques: readonly Counted<'technique' | 'domain'>[];
  readonly circumstances: readonly Counted<'domain' | 'circumstance'>[];
  readonly outcomes: readonly Counted<'decision' | 'verdict'>[];
  readonly lengths: ConversationLengths;
  /** One of each behavior, of variant 0, chosen by hash: it does not depend on the order of the records. */
  readonly samples: readonly { readonly behavior: string; readonly record: Pair }[];
}

/** Summarises conversations as they come, whatever their order; held are counts, a sample, and the words that figures need. */
export async function summarizeConversations(records: AsyncIterable<Pair>): Promise<ConversationsSummary> {
  const stats = new StatsCollector();
  const cells = new PairCounts('domain', 'behavior');
  const techniques = new PairCounts('technique', 'domain');
  const circumstances = new PairCounts('domain', 'circumstance');
  const outcomes = new PairCounts('decision', 'verdict');
  const lengths = { system: 0, tools: 0, session: 0, turns: 0, replies: 0, sent: 0 };
  const samples = new Map<string, { readonly key: string; readonly record: Pair }>();
  for await (const record of records) {
    const { conversation, golden } = record;
    const { domain, behavior, technique, metadata, variant } = conversation;
    const { decision, verdict } = golden.final_outcome;
    const turns = conversation.turns.length;
    stats.add(record);
    cells.add(domain, behavior, turns);
    outcomes.add(decision, verdict, turns);
    if (technique !== undefined) techniques.add(technique, domain, turns);
    const { circumstance } = metadata;
    if (typeof circumstance === 'string') circumstances.add(domain, circumstance, turns);
    addLengths(lengths, record);
    const key = keyedHash(0, 'sample', conversation.conversation_id);
    const known = samples.get(behavior);
    if (variant === 0 && (known === undefined || key < known.key)) samples.set(behavior, { key, record });
  }
  return {
    stats: stats.finish(),
    cells: cells.sorted(),
    techniques: techniques.sorted(),
    circumstances: circumstances.sorted(),
    outcomes: outcomes.sorted(),
    lengths,
    samples: [...samples]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([behavior, { record }]) => ({ behavior, record })),
  };
}

function addLengths(
  lengths: { -readonly [Part in keyof ConversationLengths]: number },
  { conversation, golden }: Pair,
): void {
  const { system, tools, session, turns } = conversation;
  const given = {
    system: system.length,
    tools: JSON.stringify(tools).length,
    session: JSON.stringify(session).length,
  };
  const sums = { turns: 0, replies: 0, sent: 0 };
  for (const { index, text } of turns) {
    sums.turns += text.length;
    sums.sent += given.system + given.tools + given.session + sums.turns + sums.replies;
    sums.replies += golden.turns[index]?.reference_reply.length ?? 0;
  }
  for (const [part, count] of Object.entries({ ...given, ...sums }))
    lengths[part as keyof ConversationLengths] += count;
}

/** Counts by two labels. */
class PairCounts<First extends string, Second extends string> {
  readonly #first: First;
  readonly #second: Second;
  readonly #counts = new Map<string, { labels: [string, string]; conversations: number; turns: number }>();

  constructor(first: First, second: Second) {
    this.#first = first;
    this.#second = second;
  }

  add(first: string, second: string, turns: number): void {
    // Ids hold no space.
    const key = `${first} ${second}`;
    const known = this.#counts.get(key) ?? { labels: [first, second], conversations: 0, turns: 0 };
    known.conversations++;
    known.turns += turns;
    this.#counts.set(key, known);
  }

  sorted(): Counted<First | Second>[] {
    return [...this.#counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { labels, conversations, turns }]) => ({
        labels: { [this.#first]: labels[0], [this.#second]: labels[1] } as Record<First | Second, string>,
        conversations,
        turns,
      }));
  }
}
