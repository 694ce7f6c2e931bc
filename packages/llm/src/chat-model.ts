import type { ChatAnswer, ChatReply } from './chat-reply.ts';
import type { ChatRequest } from './chat-request.ts';
import type { FaultCode } from './fault-table.ts';

/** What a caller finds wrong with an answer that is otherwise in order. */
export interface AnswerFault {
  readonly code: Extract<FaultCode, `LLM_ANSWER_${string}`>;
  /** What is wrong, as a clause: `names the policy "pol_9", which is none of the document`. */
  readonly fault: string;
}

/** What goes with a call, and is no part of what is asked. */
export interface ChatOptions {
  /** Ends the call; it then rejects with INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
  /** What the call is for, such as a conversation's id; stands in the ledger. */
  readonly subject?: string | undefined;
  /** Judges an answer further, as {@link knownIds} does; where it finds a fault, the call is tried again. */
  readonly accept?: ((answer: ChatAnswer) => AnswerFault | undefined) | undefined;
  /** Which attempt of the call this is, from 1. Set by the step that retries. */
  readonly attempt?: number | undefined;
  /** Milliseconds that are left for the call. Set by the step that retries. */
  readonly timeoutMs?: number | undefined;
}

/** A model that can be asked. Providers and steps around them all look like this. */
export interface ChatModel {
  /**
   * Asks once. Whatever goes wrong with this call is a value, a reply of status `error`.
   *
   * @throws what ends the run: INTERRUPTED after the signal, LLM_BUDGET_REACHED before a call that no budget is
   *   left for, OUTPUT_FAILED where the ledger or a recording cannot be written
   */
  chat(request: ChatRequest, options?: ChatOptions): Promise<ChatReply>;
}
