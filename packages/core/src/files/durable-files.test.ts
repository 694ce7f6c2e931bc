import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CovergridError } from '../covergrid-error.ts';
import { makeDirectory, writeFileAtomically, writeFully, writing } from './durable-files.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'covergrid-durable-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a file is replaced whole, and no temporary file stays', async () => {
  const file = path.join(directory, 'a.json');
  await writeFileAtomically(file, 'first, and longer than the second');
  await writeFileAtomically(file, new Uint8Array([0, 255, 10]));
  expect([...readFileSync(file)]).toEqual([0, 255, 10]);
  expect(readdirSync(directory)).toEqual(['a.json']);
});

test('whoever has the old file open goes on reading the old bytes', async () => {
  const file = path.join(directory, 'a.json');
  await writeFileAtomically(file, 'old');
  const reader = await open(file);
  await writeFileAtomically(file, 'new');
  expect(await reader.readFile('utf8')).toBe('old');
  await reader.close();
});

test('where the rename is refused, the temporary file goes and what stood there stays', async () => {
  const file = path.join(directory, 'a.json');
  mkdirSync(file);
  writeFileSync(path.join(file, 'inside'), 'mine');
  await expect(writeFileAtomically(file, 'new')).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
  expect(readdirSync(directory)).toEqual(['a.json']);
  expect(readFileSync(path.join(file, 'inside'), 'utf8')).toBe('mine');
});

test('a symbolic link is replaced, not written through', async () => {
  const target = path.join(directory, 'target');
  writeFileSync(target, 'theirs');
  symlinkSync(target, path.join(directory, 'link'));
  await writeFileAtomically(path.join(directory, 'link'), 'ours');
  expect(readFileSync(target, 'utf8')).toBe('theirs');
});

test('short writes are continued at the right place', async () => {
  const written: [string, number | null][] = [];
  const handle = {
    write: async (bytes: Uint8Array, from: number, length: number, at: number | null) => {
      const bytesWritten = Math.min(length, 3);
      written.push([Buffer.from(bytes.subarray(from, from + bytesWritten)).toString(), at]);
      return Promise.resolve({ bytesWritten, buffer: bytes });
    },
  } as unknown as FileHandle;
  await writeFully(handle, Buffer.from('abcdefgh'), 100);
  await writeFully(handle, Buffer.from('xyz!'), null);
  expect(written).toEqual([
    ['abc', 100],
    ['def', 103],
    ['gh', 106],
    ['xyz', null],
    ['!', null],
  ]);
});

test.for([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EIO', 'the disk reports an error'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'permission is denied'],
  ['EMFILE', 'too many files are open'],
] as const)('%s becomes one sentence', async ([errno, words]) => {
  const system = Object.assign(new Error(`${errno}: x, write`), { code: errno, syscall: 'write' });
  await expect(writing('out/a\u001b[2J.json', () => Promise.reject(system))).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `Cannot write out/a\\u{1b}[2J.json: ${words}.`,
    cause: system,
    data: { errno },
  });
});

test('errors of ours and bugs pass as they are', async () => {
  const ours = new CovergridError('INTERRUPTED', 'Stopped.');
  await expect(writing('x', () => Promise.reject(ours))).rejects.toBe(ours);
  const bug = new TypeError('x is not a function');
  await expect(writing('x', () => Promise.reject(bug))).rejects.toBe(bug);
});

test('a directory is made with its parents; a link or a file in its place is refused', async () => {
  await makeDirectory(path.join(directory, 'a', 'b'));
  await makeDirectory(path.join(directory, 'a', 'b'));
  symlinkSync('a', path.join(directory, 'link'));
  await expect(makeDirectory(path.join(directory, 'link'))).rejects.toMatchObject({
    code: 'OUTPUT_UNSAFE_PATH',
  });
  writeFileSync(path.join(directory, 'file'), '');
  const made = writing(directory, () => makeDirectory(path.join(directory, 'file')));
  await expect(made).rejects.toMatchObject({
    message: expect.stringMatching(/something else stands/) as unknown,
  });
});

test.runIf(existsSync('/proc/self'))(
  'a place where nothing can be made is refused, not tried for ever',
  async () => {
    await expect(makeDirectory('/proc/covergrid/a/b')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
