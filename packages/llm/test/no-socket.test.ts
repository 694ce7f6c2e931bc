import { execFile } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { openModel, say } from './open-model.ts';
import { raw, startProvider, type ProviderServer } from './provider-server.ts';

const servers: ProviderServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(...script: Parameters<typeof startProvider>): Promise<ProviderServer> {
  const server = await startProvider(...script);
  servers.push(server);
  return server;
}

test('a redirect to another host is not followed: the key goes to the configured one alone', async () => {
  const other = await start();
  const provider = await start([], raw('', { location: `${other.url}/chat/completions` }, 307));
  const config = { api_key_env: 'MY_KEY' };
  const model = await openModel(provider.url, { environment: { MY_KEY: 'sk-12345678' } }, config);
  expect(await model.chat(say('Hello?'))).toMatchObject({ code: 'LLM_REDIRECTED' });
  expect(other.requests).toHaveLength(0);
  expect(provider.requests).toHaveLength(1);
});

// In a process of its own, where every connection and look-up of a name is seen from below.
test('the package opens no connection but to the configured host, and loads the SDK with the first call', async () => {
  const provider = await start();
  const script = `
    import { subscribe } from 'node:diagnostics_channel';
    import dns from 'node:dns';
    import { registerHooks } from 'node:module';
    import net from 'node:net';
    const seen = [];
    let isLoaded = false;
    registerHooks({ resolve: (name, context, next) => { isLoaded ||= name === 'openai'; return next(name, context); } });
    const { connect } = net.Socket.prototype;
    net.Socket.prototype.connect = function (...args) {
      const [options] = Array.isArray(args[0]) ? args[0] : args;
      seen.push(\`\${options.host}:\${options.port}\`);
      return connect.apply(this, args);
    };
    const { lookup } = dns;
    dns.lookup = (name, ...rest) => { seen.push('lookup ' + name); return lookup(name, ...rest); };
    subscribe('net.client.socket', () => seen.push('socket'));
    const { openChatModel } = await import('@covergrid/llm');
    const imported = seen.length;

    const model = await openChatModel({ provider: 'openai', model: 'm', base_url: process.argv[1] }, { role: 'target' });
    const opened = seen.length;
    const loadedEarly = isLoaded;
    await (await openChatModel('none', { role: 'judge' })).chat({ messages: [{ role: 'user', content: 'Hi' }] });
    const none = seen.length;
    const { status } = await model.chat({ messages: [{ role: 'user', content: 'Hi' }] });
    console.log(JSON.stringify({ loadedEarly, isLoaded, imported, opened, none, status, seen: [...new Set(seen)].toSorted() }));
  `;
  const { stdout, stderr } = await run(script, provider.url);
  expect(stderr).toBe('');
  const host = new URL(provider.url).host;
  expect(JSON.parse(stdout)).toEqual({
    loadedEarly: false,
    isLoaded: true,
    imported: 0,
    opened: 0,
    none: 0,
    status: 'ok',
    seen: [host, 'socket'].toSorted(),
  });
});

function argumentsFor(script: string): string[] {
  return ['--conditions=@covergrid/source', '--input-type=module', '--eval', script];
}

async function run(script: string, url: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...argumentsFor(script), url],
      { cwd: import.meta.dirname },
      (_error, stdout, stderr) => {
        resolve({ stdout, stderr });
      },
    );
  });
}
