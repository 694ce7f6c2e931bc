import { setTimeout as sleep } from 'node:timers/promises';
import { CovergridError, isCovergridError, printable } from '@covergrid/core';
import { retryAfterMs } from '@covergrid/llm';
import { MOST_ANSWER_BYTES, tooLarge } from '../answer-limit.ts';

/** A request to an agent. */
export interface AgentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string | undefined;
  /** How often it is made again. */
  readonly retries: number;
}

/** What an agent answered. */
export interface AgentResponse {
  readonly text: string;
  readonly isHtml: boolean;
  readonly attempts: number;
}

const MOST_REDIRECTS = 3;
const FIRST_WAIT_MS = 500;
/** Too many requests, or the server is not ready: the request itself is right. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Makes a request, and makes it again where what went wrong may pass, as the server says or after a while.
 *
 * @throws BACKEND_STATUS, BACKEND_UNREACHABLE, BACKEND_TOO_LARGE, with `attempts` in their data
 */
export async function sendRequest(request: AgentRequest, signal: AbortSignal): Promise<AgentResponse> {
  for (let attempts = 1; ; attempts++) {
    const { response, error } = await trySend(request, signal);
    signal.throwIfAborted();
    if (response?.ok === true) {
      try {
        const text = await readCapped(response);
        return { text, isHtml: /\bhtml\b/i.test(response.headers.get('content-type') ?? ''), attempts };
      } catch (thrown) {
        signal.throwIfAborted();
        if (isCovergridError(thrown)) throw thrown;
        if (attempts > request.retries) throw unreachable(thrown, attempts);
      }
    } else if (response === undefined) {
      if (isCovergridError(error)) throw error;
      if (attempts > request.retries) throw unreachable(error, attempts);
    } else if (!PASSING.has(response.status) || attempts > request.retries) {
      throw await badStatus(response, attempts);
    } else {
      await response.body?.cancel();
    }
    const said = response === undefined ? null : retryAfterMs(response.headers, Date.now());
    await sleep(said ?? FIRST_WAIT_MS * 2 ** (attempts - 1), undefined, { signal });
  }
}

interface Sent {
  readonly response?: Response;
  readonly error?: unknown;
}

async function trySend({ url, method, headers, body }: AgentRequest, signal: AbortSignal): Promise<Sent> {
  let target = url;
  try {
    for (let redirects = 0; ; redirects++) {
      const init = {
        method,
        headers,
        redirect: 'manual',
        signal,
        ...(body !== undefined && { body }),
      } as const;
      const response = await fetch(target, init);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return { response };
      await response.body?.cancel();
      target = redirected(target, location, response.status, redirects);
    }
  } catch (error) {
    return { error };
  }
}

/** Where to go on: within the same origin only, since headers may hold keys. */
function redirected(from: string, location: string, status: number, redirects: number): string {
  const to = new URL(location, from);
  const isSame = to.origin === new URL(from).origin && (status === 307 || status === 308);
  if (isSame && redirects < MOST_REDIRECTS) return to.href;
  const why = isSame ? `for the ${MOST_REDIRECTS + 1}th time` : `with status ${status}`;
  throw new CovergridError(
    'BACKEND_STATUS',
    `The agent redirects to ${printable(to.origin + to.pathname)} ${why}; name the final URL.`,
  );
}

async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_ANSWER_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function badStatus(response: Response, attempts: number): Promise<CovergridError> {
  const text = await readCapped(response).catch(() => '');
  const said = text.trim() === '' ? '' : ` It said: ${printable(text.trim(), 200)}`;
  return new CovergridError('BACKEND_STATUS', `The agent answered with status ${response.status}.${said}`, {
    data: { status: response.status, attempts },
  });
}

function unreachable(error: unknown, attempts: number): CovergridError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CovergridError('BACKEND_UNREACHABLE', `The agent cannot be reached: ${printable(why)}`, {
    data: { attempts },
  });
}
