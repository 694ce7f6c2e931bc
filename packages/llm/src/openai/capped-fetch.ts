/** Most bytes of a body that are read; what is longer is not read to its end. */
const MAX_REPLY_BYTES = 10 * 1024 * 1024;

/** A reply that went past the limit of bytes. */
export class ReplyTooLarge extends Error {}

const SENT_HEADERS = ['accept', 'authorization', 'content-type', 'openai-organization', 'openai-project'];

/**
 * A fetch that reads at most 10 MiB, counted as they stream in; that follows no redirect, which could lead a key to
 * another host; and that sends no header beyond those of the protocol: not the platform, which the SDK would tell,
 * and none that the environment adds.
 */
export function cappedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    const headers = [...new Headers(init?.headers)].filter(([name]) => SENT_HEADERS.includes(name));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    if (response.body === null) return response;
    const { status, statusText } = response;
    return new Response(response.body.pipeThrough(byteCounter()), {
      status,
      statusText,
      headers: response.headers,
    });
  };
}

function byteCounter(): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MAX_REPLY_BYTES) controller.error(new ReplyTooLarge('The reply is too large.'));
      else controller.enqueue(chunk);
    },
  });
}
