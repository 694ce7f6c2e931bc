import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { isCovergridError } from '@covergrid/core';
import type { ChatModel } from '../src/chat-model.ts';
import { openLedger } from '../src/ledger.ts';
import { openRecorder } from '../src/recording.ts';
import { openReplyCache } from '../src/reply-cache.ts';
import { openModel, say } from './open-model.ts';
import {
  answer,
  fails,
  halfStream,
  raw,
  startProvider,
  type Behaviour,
  type SeenRequest,
} from './provider-server.ts';

const CANARIES = [
  'sk-canary-0123456789abcdef',
  'sk-proj-Zm9vYmFy_-canary_A1b2C3d4',
  'canary+slash/and=equals==',
  'canary"quote\\backslash',
  'canary%20percent&amp',
  'canary.dots~and~$tars*',
  '0123456789012345678901234567890123456789',
];

const echo = ({ headers }: SeenRequest): string => `You sent ${headers.authorization} as the key`;

/** Every way in which a server could give back what it was sent. */
const ECHOES: Behaviour[] = [
  answer((request) => ({ content: echo(request) })),
  answer((request) => ({ content: null, refusal: echo(request) })),
  answer((request) => ({ model: echo(request) })),
  answer((request) => ({
    content: null,
    tool_calls: [
      {
        id: echo(request),
        name: echo(request),
        arguments: JSON.stringify({ [echo(request)]: echo(request) }),
      },
    ],
  })),
  ...[400, 401, 403, 404, 429, 500].map((status) =>
    fails(status, (request) => ({ message: echo(request), code: echo(request) })),
  ),
  (response, request, server) =>
    raw('', { location: `http://x.test/${encodeURIComponent(echo(request))}` }, 302)(
      response,
      request,
      server,
    ),
  (response, request, server) => raw(`<html>${echo(request)}`)(response, request, server),
  (response, request, server) => raw(echo(request), {}, 500)(response, request, server),
  (response, request, server) =>
    raw(`{"${echo(request).replaceAll(/["\\]/g, '')}":1`)(response, request, server),
  (response, request, server) => {
    const { authorization = '' } = request.headers;
    const text = JSON.stringify(authorization);
    raw(`{${text}:1,${text}:2}`, { 'x-request-id': authorization })(response, request, server);
  },
  // Where messages are cut, half a key would stand.
  ...[100, 180, 190].map((length) =>
    fails(500, (request) => ({ message: `${'x'.repeat(length)}${request.headers.authorization}` })),
  ),
  (response, request, server) => {
    const location = `http://x.test/${'x'.repeat(170)}${request.headers.authorization?.replaceAll(/[#?]/g, '')}`;
    raw('', { location }, 302)(response, request, server);
  },
  (response, request, server) => {
    const key = JSON.stringify(`${'x'.repeat(60)}${request.headers.authorization}`);
    raw(`{${key}:1,${key}:2}`)(response, request, server);
  },
  halfStream,
];

test.each(CANARIES)('%s is in no reply, error, log, ledger, cache or recording', async (canary) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-secrets-'));
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0),
  );
  const provider = await startProvider([], (response, request, account) => {
    const position = Number(/\d+/.exec(request.body.messages[0]?.content ?? '')?.[0] ?? 0);
    ECHOES[position]?.(response, request, account);
  });
  try {
    const ledger = await openLedger(path.join(directory, 'ledger.jsonl'));
    const recorder = await openRecorder(path.join(directory, 'calls.jsonl'));
    const cache = openReplyCache(path.join(directory, 'cache'));
    const services = { ledger, recorder, cache, environment: { MY_KEY: canary } };
    const seen: unknown[] = [];
    for (const role of ['target', 'judge'] as const) {
      const config = { api_key_env: 'MY_KEY', retries: { most: 0 } };
      const model: ChatModel = await openModel(provider.url, { ...services, role }, config);
      for (const position of ECHOES.keys()) {
        // The key may stand in the request, too: in a document, say.
        const request = say(`Echo ${position} of ${canary} for ${role}`);
        seen.push(
          await model.chat(request, { subject: `echo-${position}` }).catch((error: unknown) => error),
        );
      }
    }
    await recorder.close();
    await ledger.close();
    expect(seen.some((reply) => isCovergridError(reply))).toBe(false);
    expect(JSON.stringify(seen)).toContain('[secret]');
    const files = globSync('**/*', { cwd: directory, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
    expect(files.length).toBeGreaterThan(4);
    const everything = [
      ...files,
      ...written,
      JSON.stringify(seen),
      inspect(seen, { depth: 20, showHidden: true }),
    ].join('\n');
    const spellings = [
      canary,
      JSON.stringify(canary).slice(1, -1),
      encodeURIComponent(canary),
      Buffer.from(canary).toString('base64'),
    ];
    for (const spelling of spellings) expect(everything.includes(spelling.slice(0, 9))).toBe(false);
    expect(provider.requests.every(({ headers }) => headers.authorization === `Bearer ${canary}`)).toBe(true);
  } finally {
    for (const stream of streams) stream.mockRestore();
    await provider.close();
    rmSync(directory, { recursive: true, force: true });
  }
});

test('a placeholder for servers that want any key is an ordinary word', async () => {
  const provider = await startProvider([answer({ content: 'The shelf is EMPTY.' })]);
  const model = await openModel(
    provider.url,
    { environment: { MY_KEY: 'EMPTY' } },
    { api_key_env: 'MY_KEY' },
  );
  expect(await model.chat(say('Hello?'))).toMatchObject({ content: 'The shelf is EMPTY.' });
  await provider.close();
});
