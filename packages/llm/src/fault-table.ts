import type { ErrorCode } from '@covergrid/core';

/** What is done about one class of fault. */
export interface Fault {
  /** How often the call is tried again after it. */
  readonly retries: number;
  /** `provider` where every other call will meet it too, until someone mends the configuration. */
  readonly scope: 'call' | 'provider';
}

const once = { retries: 0, scope: 'call' } as const;
const forAll = { retries: 0, scope: 'provider' } as const;
const again = (retries: number): Fault => ({ retries, scope: 'call' });

/**
 * Every class of fault that a call may end in: how often it is tried again, and whom it concerns.
 * What each means and how to mend it stands in the error table of `@covergrid/core`.
 */
export const FAULTS = {
  LLM_ANSWER_ARGUMENTS: again(2),
  LLM_ANSWER_CUT: once,
  LLM_ANSWER_FILTERED: once,
  LLM_ANSWER_FORMAT: again(2),
  LLM_ANSWER_INVENTED_ID: again(2),
  LLM_ANSWER_REFUSED: again(1),
  LLM_ANSWER_WRONG_TOOL: again(2),
  LLM_CONNECTION_LOST: again(3),
  LLM_FORBIDDEN: forAll,
  LLM_KEY_REJECTED: forAll,
  LLM_NOT_CONFIGURED: forAll,
  LLM_NOT_FOUND: forAll,
  LLM_NOT_RECORDED: once,
  LLM_QUOTA_USED_UP: forAll,
  LLM_RATE_LIMITED: again(6),
  LLM_REDIRECTED: forAll,
  LLM_REPLY_EMPTY: again(2),
  LLM_REPLY_HTML: forAll,
  LLM_REPLY_MALFORMED: again(2),
  LLM_REPLY_TOO_LARGE: once,
  LLM_REQUEST_REJECTED: once,
  LLM_SERVER_ERROR: again(4),
  LLM_TIMEOUT: again(2),
  LLM_UNREACHABLE: { retries: 2, scope: 'provider' },
} as const satisfies Partial<Record<ErrorCode, Fault>>;

/** A class of fault of {@link FAULTS}: the stable code of a failure. */
export type FaultCode = keyof typeof FAULTS;
