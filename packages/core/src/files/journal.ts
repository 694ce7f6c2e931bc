import { open, readFile, type FileHandle } from 'node:fs/promises';
import { writeFully } from './durable-files.ts';
import { hasErrno } from './safe-path.ts';

/** The last whole JSON line of a journal, or undefined; a torn last line is dropped, not trusted. */
export async function readLastEntry(file: string): Promise<unknown> {
  for (const line of (await readLines(file)).toReversed()) {
    const [entry] = entryOf(line);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** The whole JSON lines of a journal, in order; none where there is no file. Torn lines are dropped, not trusted. */
export async function readEntries(file: string): Promise<unknown[]> {
  return (await readLines(file)).flatMap(entryOf);
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

/** None where the line was torn by a crash: the entry before it counts. */
function entryOf(line: string): unknown[] {
  try {
    return [JSON.parse(line) as unknown];
  } catch {
    return [];
  }
}

/** Opens a journal for appending; a torn last line is closed first, so that it cannot spoil the next. */
export async function openJournal(file: string): Promise<FileHandle> {
  const handle = await open(file, 'a+');
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  if (size > 0 && last[0] !== 0x0a) await handle.write('\n');
  return handle;
}

/** Appends an entry and waits until it is on disk. */
export async function appendEntry(journal: FileHandle, entry: unknown): Promise<void> {
  await writeFully(journal, Buffer.from(`${JSON.stringify(entry)}\n`), null);
  await journal.datasync();
}
