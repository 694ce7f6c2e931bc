import path from 'node:path';
import { makeDirectory, writeFully, writing } from './durable-files.ts';
import { openJournal } from './journal.ts';

/** Appends to a journal from many places at once. */
export interface JournalWriter {
  /**
   * Resolves when the entry is on disk. Entries that come while others are written go to disk together.
   *
   * @throws OUTPUT_FAILED; the journal then takes no further entry
   */
  append(entry: unknown): Promise<void>;
  /** Waits for what was appended, and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens a journal for group commit: entries keep the order of `append`, and each is synced before it resolves.
 *
 * @throws OUTPUT_FAILED, OUTPUT_UNSAFE_PATH
 */
export async function openJournalWriter(file: string): Promise<JournalWriter> {
  const handle = await writing(file, async () => {
    await makeDirectory(path.dirname(file));
    return openJournal(file);
  });
  let waiting = '';
  let commit = Promise.resolve();
  let next: Promise<void> | undefined;

  const writeWaiting = async (): Promise<void> => {
    next = undefined;
    const lines = waiting;
    waiting = '';
    await writing(file, async () => {
      await writeFully(handle, Buffer.from(lines), null);
      await handle.datasync();
    });
  };

  return {
    append: (entry) => {
      waiting += `${JSON.stringify(entry)}\n`;
      // Whoever comes before the running commit ends shares the one after it.
      if (next === undefined) {
        next = commit.then(writeWaiting);
        commit = next;
        // Seen by those who wait for it.
        next.catch(() => undefined);
      }
      return next;
    },
    close: async () => {
      await commit.catch(() => undefined);
      await handle.close();
    },
  };
}
