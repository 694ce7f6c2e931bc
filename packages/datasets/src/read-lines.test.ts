import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { collect } from '../../../tests/support/collect.ts';
import { LineReader } from './read-lines.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'covergrid-lines-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function read(content: string | Buffer) {
  const file = path.join(directory, 'lines');
  writeFileSync(file, content);
  const reader = new LineReader(file);
  return { lines: await collect(reader.lines()), sha256: reader.sha256() };
}

test('lines of any text, and the hash of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (texts) => {
      const wanted = texts.map((text) => text.replaceAll('\n', ' '));
      const content = wanted.map((text) => `${text}\n`).join('');
      const { lines, sha256 } = await read(content);
      expect(lines).toEqual(wanted.map((text, at) => ({ text, number: at + 1, fault: undefined })));
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    }),
    { numRuns: 50 },
  );
});

test('a line that spans chunks is whole', async () => {
  const long = 'ä'.repeat(200_000);
  const { lines } = await read(`a\n${long}\nb\n`);
  expect(lines.map(({ text }) => text)).toEqual(['a', long, 'b']);
});

test('a line without end, and one that is no UTF-8', async () => {
  expect((await read('a\nb')).lines[1]).toMatchObject({
    text: 'b',
    fault: expect.stringContaining('cut off') as string,
  });
  const { lines } = await read(Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]));
  expect(lines.map(({ fault }) => fault)).toEqual(['is not UTF-8', undefined]);
});

test('a line beyond all measure is given up', async () => {
  const { lines } = await read(Buffer.alloc(65 * 1024 * 1024, 0x61));
  expect(lines).toMatchObject([{ number: 1, fault: expect.stringContaining('64 MiB') as string }]);
});
