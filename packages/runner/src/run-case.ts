import { canonicalHash } from '@covergrid/core';
import type { JsonObject, State } from '@covergrid/testdata';
import type { Conversation, Golden, ToolCard, Toolset, Vertical } from '@covergrid/worlds';

/** What an agent is told before the customer speaks; besides the customer's turns it is told nothing. */
export interface CaseView {
  /** The policies, as an agent is given them. */
  readonly system: string;
  readonly tools: readonly ToolCard[];
  /** What is known of the signed-in customer. */
  readonly session: JsonObject;
}

/** One turn of the customer. */
export interface CaseTurn {
  /** From 0; results are aligned by it. */
  readonly index: number;
  readonly text: string;
  /** Said where the agent asks to confirm before it changes anything. */
  readonly if_confirmed?: string | undefined;
}

/** What tool calls are answered from. */
export interface CaseWorld {
  readonly state: State;
  readonly toolset: Toolset;
  /** Of the signed-in customer, for whom tools act. */
  readonly session: JsonObject;
}

/** By what results are told apart. */
export interface CaseLabels {
  readonly domain?: string | undefined;
  readonly behavior?: string | undefined;
  /** Axis: bin. */
  readonly axes: Readonly<Record<string, string>>;
  readonly policy?: string | undefined;
  readonly language?: string | undefined;
  readonly tags: readonly string[];
}

/** What is right for a case, and what it was made from: for reference agents, never for an agent under test. */
export interface CaseReference {
  readonly conversation: Conversation;
  readonly golden: Golden;
  /** The content and the seed that the dataset was made from; what planted faults are derived from. */
  readonly source?: { readonly vertical: Vertical; readonly seed: number } | undefined;
}

/** What is run: one conversation, or one line of an imported dataset. */
export interface RunCase {
  readonly case_id: string;
  /** Of all that the agent can meet: view, turns and world. */
  readonly content_sha256: string;
  readonly view: CaseView;
  readonly turns: readonly CaseTurn[];
  /** Absent where nothing answers tool calls. */
  readonly world?: CaseWorld | undefined;
  readonly labels: CaseLabels;
  readonly reference?: CaseReference | undefined;
}

/** What a conversation of a dataset is run with. */
export interface CaseOfOptions {
  /** The tools of its domain; without them, calls are answered with an error. */
  readonly toolset?: Toolset | undefined;
  readonly golden?: Golden | undefined;
  readonly source?: CaseReference['source'];
}

/** The case of a conversation. Pure; the conversation is not changed. */
export function caseOf(conversation: Conversation, { toolset, golden, source }: CaseOfOptions = {}): RunCase {
  const { conversation_id, system, tools, session, domain, behavior, axes, world, difficulty } = conversation;
  const turns: CaseTurn[] = conversation.turns.map(({ index, text, if_confirmed }) => ({
    index,
    text,
    ...(if_confirmed !== undefined && { if_confirmed }),
  }));
  return {
    case_id: conversation_id,
    content_sha256: canonicalHash({ system, tools, session, turns, world }),
    view: { system, tools, session },
    turns,
    ...(toolset && { world: { state: world, toolset, session } }),
    labels: {
      domain,
      behavior,
      axes,
      policy: golden?.policy.id,
      tags: [difficulty, ...(conversation.technique === undefined ? [] : [conversation.technique])],
    },
    ...(golden && { reference: { conversation, golden, source } }),
  };
}
