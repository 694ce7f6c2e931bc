import type { ChatServices } from '@covergrid/llm';
import type { Json } from '@covergrid/testdata';
import { z } from 'zod';
import type { CaseReference, CaseView } from './run-case.ts';
import { costSchema, jsonSchema, usageSchema } from './run-result.ts';

/** A call that an agent asks the runner to make. */
export interface AgentCall {
  /** Tells the results apart; unique in its step. */
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, Json>>;
  /** Why the call cannot be made as it was written, such as arguments that are no JSON. */
  readonly problem?: string | undefined;
}

/** What one call came to. */
export interface CallResult {
  readonly callId: string;
  readonly tool: string;
  readonly ok: boolean;
  /** What the tool gave, or `{error, message}`. */
  readonly content: Json;
}

/** What an agent is given next: words of the customer, or the results of the calls it asked for. */
export type AgentInput =
  | { readonly kind: 'user'; readonly text: string; readonly turn: number }
  | { readonly kind: 'results'; readonly results: readonly CallResult[] };

const callSchema = z.object({
  id: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), jsonSchema).default({}),
  problem: z.string().optional(),
});
const spent = {
  usage: usageSchema.optional(),
  cost: costSchema.optional(),
  attempts: z.number().int().min(1).default(1).describe('Requests it took, the failed ones too.'),
  traceId: z.string().optional(),
};

/** Schema of what an agent answers; everything that a backend gives is checked against it. */
export const agentStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('calls'), calls: z.array(callSchema).min(1), ...spent }),
  z.object({
    kind: z.literal('reply'),
    text: z.string(),
    calls: z
      .array(callSchema.omit({ id: true, problem: true }))
      .default([])
      .describe('Calls the agent made itself, and reports.'),
    outcome: z.record(z.string(), jsonSchema).optional().describe('Where the agent says what it decided.'),
    refused: z.boolean().default(false).describe('The provider declined to answer.'),
    ...spent,
  }),
]);

/** What an agent answers: calls it wants made, or its reply to the customer. */
export type AgentStep = z.input<typeof agentStepSchema>;

/** One conversation with an agent. */
export interface AgentSession {
  /**
   * Gives the agent words or results, and awaits its answer. It is asked one thing at a time.
   *
   * @param options once `signal` is aborted nobody waits for the answer any more: stop what is under way
   */
  next(input: AgentInput, options: { readonly signal: AbortSignal }): Promise<AgentStep>;
  /** Called once, when the conversation is over or was given up. */
  close?(): void | Promise<void>;
}

/** What a backend may know of a case besides its view. */
export interface SessionContext {
  readonly caseId: string;
  /** From 1. */
  readonly trial: number;
  /** The same for the same run, case and trial; says nothing of what is tested. For agents that keep sessions. */
  readonly sessionId: string;
  /** Given to backends with `readsReference` alone. */
  readonly reference?: CaseReference | undefined;
}

/** An agent under test, ready to be talked to; several conversations at a time. */
export interface Backend {
  /** As results name it: `openai:gpt-4o-mini`, `reference:perfect`. */
  readonly id: string;
  /** True only for agents that stand for what is right or wrong: it is given the goldens. */
  readonly readsReference?: boolean | undefined;
  open(view: CaseView, context: SessionContext): AgentSession | Promise<AgentSession>;
  /** Called once, after the last conversation; frees processes and connections. */
  close?(): void | Promise<void>;
}

/** What a backend may use of the world outside. */
export interface BackendServices {
  /** For `${NAME}` in options. Default: that of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For chat models: the ledger, budget, cache and rates that a run shares. */
  readonly chat?: Omit<ChatServices, 'role'> | undefined;
}

/** A way to reach agents, by name; options are checked against its schema before it is created. */
export interface BackendPlugin<Options = unknown> {
  readonly name: string;
  readonly apiVersion: 1;
  readonly options: z.ZodType<Options>;
  /** The option that stands after a colon in the short form of the name: `model` in `openai:gpt-4o-mini`. */
  readonly short?: string | undefined;
  create(options: Options, services: BackendServices): Backend | Promise<Backend>;
}
