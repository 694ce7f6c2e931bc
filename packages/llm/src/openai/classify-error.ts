import { printable, quoted } from '@covergrid/core';
import { chatFailure, type ChatFailure } from '../chat-reply.ts';
import type { FaultCode } from '../fault-table.ts';
import type { Redact } from '../redact.ts';
import { retryAfterMs } from '../retry-after.ts';
import { ReplyTooLarge } from './capped-fetch.ts';

/** What messages name: where the call went, for which model, with the key of which variable. */
export interface Destination {
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable of the key; null where none is sent. */
  readonly variable: string | null;
  /** Taken to what the server says before it is cut to length: half a key is a secret, too. */
  readonly redact: Redact;
}

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ETIMEDOUT: 'it does not take the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not take the connection',
};

const SLOW = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

/** Names what went wrong with a call from what the SDK or the reading of the body threw. */
export function classifyError(error: unknown, destination: Destination, nowMs: number): ChatFailure {
  const { status, headers } = error as { status?: unknown; headers?: unknown };
  if (typeof status === 'number' && headers instanceof Headers) {
    return classifyStatus(
      { status, headers, body: (error as { error?: unknown }).error },
      destination,
      nowMs,
    );
  }
  return classifyConnection(error, destination);
}

function classifyConnection(error: unknown, { url }: Destination): ChatFailure {
  const causes = causesOf(error);
  if (causes.some((cause) => cause instanceof ReplyTooLarge)) {
    return chatFailure('LLM_REPLY_TOO_LARGE', `${url} answers with more than 10 MiB.`);
  }
  const code = causes.map(errnoOf).findLast((name) => name !== '') ?? '';
  const reason = reasonUnreachable(code, causes.at(-1)?.message);
  if (reason !== undefined) {
    return chatFailure('LLM_UNREACHABLE', `${url} cannot be reached: ${reason}. Look at base_url.`, {
      is_billable: false,
    });
  }
  if (SLOW.includes(code)) return chatFailure('LLM_TIMEOUT', `${url} did not answer in time.`);
  if (code.startsWith('HPE_')) return malformed(url, 'it is no HTTP');
  return chatFailure('LLM_CONNECTION_LOST', `${url} broke off its answer.`);
}

function errnoOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function reasonUnreachable(code: string, message: string | undefined): string | undefined {
  // How fetch refuses ports that belong to other protocols.
  if (message === 'bad port') return 'its port is one that is never called';
  return (
    UNREACHABLE[code] ?? (/CERT|SSL|TLS/.test(code) ? `its certificate does not hold (${code})` : undefined)
  );
}

/** A reply that is not what the protocol says; `fault` is a clause. */
export function malformed(url: string, fault: string): ChatFailure {
  return chatFailure('LLM_REPLY_MALFORMED', `The reply of ${url} cannot be used: ${fault}.`);
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 10; at = at.cause) causes.push(at);
  return causes;
}

interface ErrorResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The `error` of its JSON, where it has one. */
  readonly body: unknown;
}

function classifyStatus(response: ErrorResponse, destination: Destination, nowMs: number): ChatFailure {
  const { status, headers, body } = response;
  const [code, message] = namedStatus(response, destination);
  return chatFailure(code, message + wordsOf(body, destination.redact), {
    http_status: status,
    retry_after_ms:
      code === 'LLM_RATE_LIMITED' || code === 'LLM_SERVER_ERROR' ? retryAfterMs(headers, nowMs) : null,
    request_id: headers.get('x-request-id'),
    // A server that fails may have worked before it did.
    is_billable: code === 'LLM_ANSWER_FILTERED',
  });
}

function namedStatus(
  { status, headers, body }: ErrorResponse,
  destination: Destination,
): [FaultCode, string] {
  const { url, model, variable, redact } = destination;
  const key = variable === null ? 'no key, as no api_key_env is configured' : `the key in ${variable}`;
  if (status >= 300 && status < 400) {
    const target = headers.get('location');
    const where = target === null ? '' : ` to ${printable(redact(target).replace(/[?#].*/s, ''), 200)}`;
    return ['LLM_REDIRECTED', `${url} redirects${where}, which is not followed. Look at base_url.`];
  }
  if (status === 401) return ['LLM_KEY_REJECTED', `${url} does not accept ${key} (401).`];
  if (status === 403)
    return ['LLM_FORBIDDEN', `${url} forbids the model ${quoted(model)} with ${key} (403).`];
  if (status === 404) {
    return [
      'LLM_NOT_FOUND',
      `${url} is not there, or has no model ${quoted(model)} (404). Look at base_url and model.`,
    ];
  }
  if (status === 429) {
    return codeOf(body) === 'insufficient_quota'
      ? ['LLM_QUOTA_USED_UP', `The quota of ${key} at ${url} is used up (429).`]
      : ['LLM_RATE_LIMITED', `${url} limits the rate of calls (429).`];
  }
  if (status >= 500 || status === 408 || status === 409) {
    return ['LLM_SERVER_ERROR', `${url} fails (${status}).`];
  }
  return codeOf(body) === 'content_filter'
    ? ['LLM_ANSWER_FILTERED', `The content filter of ${url} stopped the request (${status}).`]
    : ['LLM_REQUEST_REJECTED', `${url} rejects the request (${status}).`];
}

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}

/** What the server says about it, where it says so in the form of the protocol. */
function wordsOf(body: unknown, redact: Redact): string {
  const message: unknown =
    typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
  return typeof message === 'string' && message.trim() !== ''
    ? ` It says: ${printable(redact(message).trim(), 200)}`
    : '';
}
