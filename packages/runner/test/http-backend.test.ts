import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBackend, type PlayedCase } from '../src/index.ts';
import { RunDirectory } from './run-directory.ts';
import { play, smallCase } from './small-cases.ts';

const directory = new RunDirectory();
const SECRET = 'sk-canary-4711';

interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}
type Manner = (response: ServerResponse, request: Request, nth: number) => void;

const requests: Request[] = [];
let server: Server;
let origin = '';
let manner: Manner = () => undefined;

beforeAll(async () => {
  server = createServer((message, response) => {
    let text = '';
    message.on('data', (chunk: Buffer) => (text += chunk.toString()));
    message.on('end', () => {
      const { url = '', method = '', headers } = message;
      const request = { url, method, headers, body: JSON.parse(text || '{}') as Request['body'] };
      requests.push(request);
      manner(response, request, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests.length = 0;
  manner = (response, { body }) => answer(response, { reply: `To ${String(body['message'])}` });
});

function answer(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function talk(
  options: Record<string, unknown> = {},
  turns: readonly string[] = [''],
  timeoutMs = 5_000,
): Promise<PlayedCase> {
  const services = { env: { AGENT_KEY: SECRET } };
  const backend = await createBackend(
    { name: 'http', options: { url: `${origin}/chat`, ...options } },
    { services },
  );
  return play(smallCase('case', turns), backend, timeoutMs);
}

describe('a conversation', () => {
  test('is a request for each turn, with the history and the session that the agent named', async () => {
    manner = (response, { body }, nth) =>
      answer(response, { data: { 'the words': `${nth}`, id: `s-${nth}` }, echo: body });
    const played = await talk(
      {
        method: 'PUT',
        headers: { Authorization: 'Bearer ${AGENT_KEY}' },
        body: {
          text: 'Customer {{session.customer_id}} says: {{message}}',
          history: '{{messages}}',
          session: '{{session_id}}',
          fixed: [1, null],
        },
        reply: 'data["the words"]',
        session: 'data.id',
      },
      ['', 'second {{system}}'],
    );
    expect(played).toMatchObject({ status: 'ok', attempts: 2, usage: null, cost: null });
    expect(played.turns.map(({ exchanges }) => exchanges[0]?.reply)).toEqual(['1', '2']);
    expect(requests.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['PUT', `Bearer ${SECRET}`],
      ['PUT', `Bearer ${SECRET}`],
    ]);
    expect(requests.map(({ body }) => body)).toEqual([
      {
        text: 'Customer c_1 says: case',
        history: [{ role: 'user', content: 'case' }],
        session: 's',
        fixed: [1, null],
      },
      {
        text: 'Customer c_1 says: second {{system}}',
        history: [
          { role: 'user', content: 'case' },
          { role: 'assistant', content: '1' },
          { role: 'user', content: 'second {{system}}' },
        ],
        session: 's-1',
        fixed: [1, null],
      },
    ]);
  });

  test('holds the calls that the agent reports, and what it says it decided', async () => {
    manner = (response) =>
      answer(response, {
        choices: [{ message: { content: 'Done.' } }],
        steps: [
          { function: { name: 'cancel', arguments: '{"order_id":"W1"}' } },
          { function: { name: 'look', arguments: { a: 1 } } },
        ],
        decided: { decision: 'approve' },
      });
    const played = await talk({
      reply: 'choices[0].message.content',
      calls: { path: 'steps', tool: 'function.name', arguments: 'function.arguments' },
      outcome: 'decided',
    });
    expect(played.turns[0]?.exchanges[0]).toEqual({
      message: 'case',
      calls: [
        { tool: 'cancel', arguments: { order_id: 'W1' }, ok: null, result: null },
        { tool: 'look', arguments: { a: 1 }, ok: null, result: null },
      ],
      reply: 'Done.',
    });
    expect(played.outcome).toEqual({ decision: 'approve' });
  });
});

describe('what is wrong with a server is the result of the case', () => {
  const flood: Manner = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  };

  test.each<[string, Manner, PlayedCase['status'], string, string]>([
    ['hangs', () => undefined, 'timeout', 'BACKEND_TIMEOUT', 'within 0.4 s'],
    ['hangs in the body', (response) => void response.write('{"reply":'), 'timeout', 'BACKEND_TIMEOUT', ''],
    ['floods', flood, 'error', 'BACKEND_TOO_LARGE', '10 MiB'],
    [
      'sends a bomb',
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(40 << 20))),
      'error',
      'BACKEND_TOO_LARGE',
      '10 MiB',
    ],
    [
      'answers with a page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Log in'),
      'error',
      'BACKEND_BAD_ANSWER',
      'an HTML page: <!doctype html><p>Log in',
    ],
    [
      'answers with garbage',
      (response) => response.end('{"reply": "ha'),
      'error',
      'BACKEND_BAD_ANSWER',
      'no JSON',
    ],
    [
      'has no reply',
      (response) => answer(response, { text: 1 }),
      'error',
      'BACKEND_BAD_ANSWER',
      'no text at reply',
    ],
    [
      'has one that is no text',
      (response) => answer(response, { reply: 7 }),
      'error',
      'BACKEND_BAD_ANSWER',
      '{"reply":7}',
    ],
    [
      'denies',
      (response) => answer(response, { why: 'no' }, 403),
      'error',
      'BACKEND_STATUS',
      '403. It said: {"why":"no"}',
    ],
    [
      'sends elsewhere',
      (response) => answer(response, {}, 307, { location: 'http://localhost.invalid/x?key=1' }),
      'error',
      'BACKEND_STATUS',
      'redirects to http://localhost.invalid/x with status 307',
    ],
    [
      'sends round in circles',
      (response) => answer(response, {}, 307, { location: '/chat' }),
      'error',
      'BACKEND_STATUS',
      'for the 4th time',
    ],
    [
      'makes a GET of it',
      (response) => answer(response, {}, 302, { location: '/chat' }),
      'error',
      'BACKEND_STATUS',
      'with status 302; name the final URL',
    ],
    ['hangs up', (response) => response.destroy(), 'error', 'BACKEND_UNREACHABLE', 'cannot be reached'],
    [
      'hangs up in the body',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"reply"');
        setTimeout(() => response.destroy(), 20);
      },
      'error',
      'BACKEND_UNREACHABLE',
      'cannot be reached',
    ],
  ])('that %s', async (what, bad, status, code, message) => {
    manner = bad;
    const isLarge = code === 'BACKEND_TOO_LARGE';
    const played = await talk({ retries: 0 }, [''], isLarge ? 5_000 : 400);
    expect(played, what).toMatchObject({ status, error: { code } });
    expect(played.error?.message).toContain(message);
    manner = (response) => answer(response, { reply: 'Well again.' });
    expect(await talk()).toMatchObject({ status: 'ok' });
  });

  test('that is not there', async () => {
    const played = await talk({ url: 'http://127.0.0.1:1/', retries: 0 });
    expect(played).toMatchObject({ status: 'error', error: { code: 'BACKEND_UNREACHABLE' } });
  });
});

describe('a request is made again', () => {
  test.each([429, 503, 500])('after %i, when the server says', async (status) => {
    manner = (response, _request, nth) =>
      nth === 1 ? answer(response, {}, status, { 'retry-after': '1' }) : answer(response, { reply: 'Now.' });
    const began = performance.now();
    expect(await talk()).toMatchObject({ status: 'ok', attempts: 2 });
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  test('no more often than it may be, and each attempt counts', async () => {
    manner = (response) => answer(response, {}, 429, { 'retry-after': '0' });
    const played = await talk({ retries: 3 });
    expect(played).toMatchObject({ status: 'error', attempts: 4, error: { code: 'BACKEND_STATUS' } });
    expect(requests).toHaveLength(4);
  });

  test('but not where the request is wrong', async () => {
    manner = (response) => answer(response, {}, 400);
    expect(await talk({ retries: 3 })).toMatchObject({ attempts: 1 });
  });
});

test('a redirect within the origin is followed with method and body', async () => {
  manner = (response, { url, body }) =>
    url === '/chat'
      ? answer(response, {}, 308, { location: '/v2/chat' })
      : answer(response, { reply: String(body['message']) });
  expect((await talk()).turns[0]?.exchanges[0]?.reply).toBe('case');
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /chat', 'POST /v2/chat']);
});

test('a key that the server echoes reaches no byte that is written', async () => {
  const services = { env: { AGENT_KEY: SECRET } };
  const options = { url: origin, headers: { 'X-Key': '${AGENT_KEY}' }, retries: 0 };
  const backend = await createBackend({ name: 'http', options }, { services });
  for (const [name, status] of [
    ['echo-ok', 200],
    ['echo-error', 401],
  ] as const) {
    manner = (response, { headers }) => answer(response, { reply: headers['x-key'] }, status);
    await directory.run(name, [smallCase(name)], backend);
    expect(JSON.stringify(directory.results(name))).toContain('[redacted]');
    expect(JSON.stringify(directory.results(name))).not.toContain(SECRET);
  }
});

describe('options are refused', () => {
  test.each([
    [{ url: 'file:///etc/passwd' }, 'BACKEND_OPTIONS', 'at url'],
    [{ methode: 'PUT' }, 'BACKEND_OPTIONS', 'methode'],
    [{ headers: { a: '${NOT_SET}' } }, 'BACKEND_OPTIONS', 'NOT_SET is not set'],
    [{ body: { text: '{{mesage}}' } }, 'BACKEND_OPTIONS', 'Did you mean "message"?'],
    [{ body: ['{{constructor}}'] }, 'BACKEND_OPTIONS', 'no placeholder "constructor"'],
    [{ reply: 'a..b' }, 'BACKEND_OPTIONS', 'is no path'],
  ])('%j', async (options, code, message) => {
    await expect(talk(options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test('of a backend that there is not, with the nearest', async () => {
    await expect(createBackend({ name: 'htpp' })).rejects.toMatchObject({
      code: 'BACKEND_UNKNOWN',
      message:
        'There is no backend "htpp"; there are command, http, openai, reference, replay. Did you mean "http"?',
    });
  });

  test('of a fault that there is not', async () => {
    await expect(createBackend({ name: 'reference:keeps-old-valu' })).rejects.toMatchObject({
      code: 'BACKEND_OPTIONS',
    });
  });
});

test('a body reaches nothing but its own properties', async () => {
  await talk({
    body: { proto: '{{session.__proto__}}', length: '{{messages.length}}', map: '{{messages.map}}' },
  });
  expect(requests[0]?.body).toEqual({ proto: null, length: null, map: null });
});
