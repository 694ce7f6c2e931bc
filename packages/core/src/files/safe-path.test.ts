import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { kindOf, requirePlainParents, resolveInside } from './safe-path.ts';

test('plain relative paths are resolved', () => {
  expect(resolveInside('/r', 'a')).toBe(path.join('/r', 'a'));
  expect(resolveInside('/r', 'config/a-b_c.2.json')).toBe(path.join('/r', 'config', 'a-b_c.2.json'));
  expect(resolveInside('/r', 'console/com10/auxiliary.txt')).toContain('console');
});

test.for([
  '',
  '.',
  '..',
  '../a',
  'a/../b',
  'a/..',
  './a',
  '/a',
  'a/',
  'a//b',
  'a\\b',
  '..\\a',
  'C:a',
  'c:/a',
  'A',
  'a/B.json',
  '.hidden',
  'a/.covergrid',
  '-rf',
  '_a',
  'a b',
  'a\0b',
  'a\nb',
  'ä',
  '%2e%2e',
  'con',
  'nul.json',
  'aux',
  'prn.a.b',
  'com1',
  'a/lpt9.txt',
  'a'.repeat(101),
])('%j is refused', (relative) => {
  expect(() => resolveInside('/r', relative)).toThrow(
    expect.objectContaining({ code: 'OUTPUT_UNSAFE_PATH' }) as Error,
  );
});

test('whatever is resolved stands below the root', () => {
  const segment = fc.oneof(fc.string(), fc.constantFrom('..', '.', '', 'a', 'b.c', '~', 'nul'));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
      let resolved: string;
      try {
        resolved = resolveInside('/base/x', segments.join('/'));
      } catch {
        return;
      }
      expect(path.resolve(resolved).startsWith('/base/x/')).toBe(true);
    }),
  );
});

const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-paths-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
mkdirSync(path.join(directory, 'directory', 'deep'), { recursive: true });
writeFileSync(path.join(directory, 'file'), '');
symlinkSync('directory', path.join(directory, 'link'));
symlinkSync('nowhere', path.join(directory, 'dangling'));
execFileSync('mkfifo', [path.join(directory, 'fifo')]);

test.for([
  ['directory', 'directory'],
  ['file', 'file'],
  ['link', 'link'],
  ['dangling', 'link'],
  ['fifo', 'other'],
  ['nothing', 'none'],
  ['nothing/below', 'none'],
  ['file/below', 'none'],
] as const)('%s is %s', async ([name, kind]) => {
  expect(await kindOf(path.join(directory, name))).toBe(kind);
});

test.for([
  ['link/a', 'OUTPUT_UNSAFE_PATH'],
  ['dangling/a', 'OUTPUT_UNSAFE_PATH'],
  ['directory/../link/deep/a', 'OUTPUT_UNSAFE_PATH'],
  ['file/a', 'OUTPUT_FOREIGN'],
  ['fifo/a', 'OUTPUT_FOREIGN'],
] as const)('the parents of %s are refused', async ([name, code]) => {
  await expect(requirePlainParents(directory, name)).rejects.toMatchObject({ code });
});

test('directories and what is not there yet may be parents, and the last segment may be anything', async () => {
  for (const name of ['a', 'link', 'fifo', 'directory/deep/a', 'new/deep/a']) {
    await requirePlainParents(directory, name);
    await requirePlainParents(`${directory}/./directory/..`, name);
  }
});
