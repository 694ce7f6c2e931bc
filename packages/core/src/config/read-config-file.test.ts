import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isCovergridError, type CovergridError } from '../covergrid-error.ts';
import { readConfigFile } from './config-document.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'covergrid-config-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

async function failure(file: string): Promise<CovergridError> {
  const error: unknown = await readConfigFile(file).catch((reason: unknown) => reason);
  if (!isCovergridError(error)) throw new Error('It was read.', { cause: error });
  return error;
}

test('reads YAML and JSON, with or without a byte order mark', async () => {
  expect((await readConfigFile(written('a.yaml', 'a: [1, x]\r\nb: no\r\n'))).value).toEqual({
    a: [1, 'x'],
    b: 'no',
  });
  const json = '\ufeff{\n\t"a": "\\ud83d\\ude00",\n\t"b": [\n\t\ttrue,\n\t\tnull\n\t]\n}\n';
  expect((await readConfigFile(written('a.json', json))).value).toEqual({ a: '😀', b: [true, null] });
});

test.each([
  ['missing', () => join(directory, 'nothing.yaml'), 'INPUT_NOT_FOUND'],
  ['below a file', () => join(written('file', 'a: 1'), 'x.yaml'), 'INPUT_NOT_FOUND'],
  ['with a NUL in its name', () => 'a\0b', 'INPUT_NOT_FOUND'],
  ['a directory', () => directory, 'INPUT_NOT_A_FILE'],
  ['a device', () => '/dev/zero', 'INPUT_NOT_A_FILE'],
])('a file that is %s is refused', async (_, file, code) => {
  expect(await failure(file())).toMatchObject({ code, at: undefined });
});

test('a FIFO is refused at once, not waited for', async () => {
  const fifo = join(directory, 'fifo');
  execFileSync('mkfifo', [fifo]);
  expect(await failure(fifo)).toMatchObject({ code: 'INPUT_NOT_A_FILE' });
});

test('a socket is refused', async () => {
  const path = join(directory, 'socket');
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    expect(await failure(path)).toMatchObject({ code: 'INPUT_NOT_A_FILE' });
  } finally {
    server.close();
  }
});

test('a file without permission is unreadable', async () => {
  const file = written('secret.yaml', 'a: 1');
  chmodSync(directory, 0o755);
  chmodSync(file, 0);
  // Root may read everything: for this test it becomes nobody.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(await failure(file)).toMatchObject({ code: 'INPUT_UNREADABLE' });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('what the system cannot open for another reason is unreadable', async () => {
  const loop = join(directory, 'loop');
  execFileSync('ln', ['-s', loop, loop]);
  expect(await failure(loop)).toMatchObject({ code: 'INPUT_UNREADABLE', data: { file: loop } });
});

test('more than 4 MiB is refused, exactly 4 MiB is not', async () => {
  const limit = 4 * 1024 * 1024;
  const file = written('large.yaml', `a: ${'x'.repeat(limit - 3)}`);
  await expect(readConfigFile(file)).resolves.toBeDefined();
  const larger = written('larger.yaml', `a: ${'x'.repeat(limit - 2)}`);
  expect(await failure(larger)).toMatchObject({ code: 'CONFIG_TOO_LARGE', at: { line: 1, column: 1 } });
});

test.each([
  ['UTF-16 with a mark', Buffer.from('\ufeffa: 1', 'utf16le'), 1, 1, 'UTF-16'],
  ['big-endian UTF-16', Buffer.from('\ufeffa: 1', 'utf16le').swap16(), 1, 1, 'UTF-16'],
  ['UTF-16 without a mark', Buffer.from('a: 1', 'utf16le'), 1, 1, 'UTF-16'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 1, 1, 'UTF-32'],
  ['Latin-1', Buffer.from('a: 1\nb: Größe', 'latin1'), 2, 6, 'Latin-1'],
  ['Latin-1 with lines that end in CR', Buffer.from('a: 1\r\nc: 2\rb: Größe', 'latin1'), 3, 6, 'Latin-1'],
  ['cut off within a character', Buffer.from('a: é').subarray(0, 4), 1, 4, 'UTF-8'],
])('%s is refused by name, at the first wrong byte', async (_, bytes, line, column, name) => {
  const error = await failure(written('encoding.yaml', bytes));
  expect(error).toMatchObject({ code: 'CONFIG_ENCODING', at: { line, column } });
  expect(error.message).toContain(name);
});
