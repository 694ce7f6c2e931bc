import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournalWriter } from './journal-writer.ts';
import { readEntries } from './journal.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'covergrid-journal-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('entries from many places are all there when they resolve, in order', async () => {
  const file = path.join(directory, 'deep', 'journal.jsonl');
  const writer = await openJournalWriter(file);
  const rows = Array.from({ length: 500 }, (_, row) => ({ row }));
  await Promise.all(rows.map((row) => writer.append(row)));
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(500);
  await writer.append({ row: 500 });
  await writer.close();
  expect(await readEntries(file)).toEqual([...rows, { row: 500 }]);
});

test('it goes on after a torn line, which is dropped', async () => {
  const file = path.join(directory, 'journal.jsonl');
  writeFileSync(file, '{"row":1}\n');
  appendFileSync(file, '{"row":2');
  const writer = await openJournalWriter(file);
  await writer.append({ row: 3 });
  await writer.close();
  expect(await readEntries(file)).toEqual([{ row: 1 }, { row: 3 }]);
});

test('no file has no entries', async () => {
  expect(await readEntries(path.join(directory, 'none'))).toEqual([]);
});

test('where the file cannot be opened, that is said', async () => {
  writeFileSync(path.join(directory, 'file'), '');
  await expect(openJournalWriter(path.join(directory, 'file', 'journal'))).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
  });
});
