import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendEntry, openJournal, readLastEntry } from './journal.ts';

let file = '';
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'covergrid-journal-')), 'journal');
});
afterEach(() => rmSync(path.dirname(file), { recursive: true, force: true }));

async function append(entry: unknown): Promise<void> {
  const journal = await openJournal(file);
  await appendEntry(journal, entry);
  await journal.close();
}

test('the last entry counts; no file and an empty one have none', async () => {
  expect(await readLastEntry(file)).toBeUndefined();
  writeFileSync(file, '');
  expect(await readLastEntry(file)).toBeUndefined();
  await append({ row: 1 });
  await append({ row: 2 });
  expect(await readLastEntry(file)).toEqual({ row: 2 });
});

test('cut off at any byte, the last whole entry counts', async () => {
  for (const row of [1, 22, 333]) await append({ row });
  const whole = readFileSync(file);
  const ends = [...whole.keys()].filter((i) => whole[i] === 0x0a);
  for (let size = 0; size <= whole.length; size++) {
    writeFileSync(file, whole.subarray(0, size));
    const entries = ends.filter((end) => end < size).length;
    expect(await readLastEntry(file), `${size} bytes`).toEqual(
      entries === 0 ? undefined : { row: [1, 22, 333][entries - 1] },
    );
  }
});

test('a torn last line does not spoil the entry after it', async () => {
  writeFileSync(file, '{"row":1}\n{"row":2');
  await append({ row: 3 });
  expect(await readLastEntry(file)).toEqual({ row: 3 });
  expect(readFileSync(file, 'utf8')).toBe('{"row":1}\n{"row":2\n{"row":3}\n');
});

test('a torn line that was closed does not count either', async () => {
  writeFileSync(file, '{"row":1}\n{"row":2\n');
  expect(await readLastEntry(file)).toEqual({ row: 1 });
});
