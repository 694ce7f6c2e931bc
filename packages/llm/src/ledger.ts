import { openJournalWriter, readEntries, reading } from '@covergrid/core/files';
import { ledgerRowSchema, type LedgerRow } from './ledger-row.ts';
import { addRow, noTotals, type LedgerSummary } from './ledger-totals.ts';

/** The calls of models, each with what it took and cost. */
export interface Ledger {
  /** Adds a row; resolves when it is on disk, where the ledger has a file. @throws OUTPUT_FAILED */
  record(row: LedgerRow): Promise<void>;
  /** All rows, those of earlier runs first. */
  rows(): readonly LedgerRow[];
  /** Sums over all rows, and by role. */
  totals(): LedgerSummary;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/**
 * Opens a ledger. With a file, its rows so far count, and new ones are appended to it as JSON lines; a torn line is
 * dropped. Without one it is kept in memory.
 *
 * @throws OUTPUT_FAILED, INPUT_UNREADABLE
 */
export async function openLedger(file?: string): Promise<Ledger> {
  const rows = file === undefined ? [] : (await reading(file, () => readEntries(file))).flatMap(readRow);
  const journal = file === undefined ? undefined : await openJournalWriter(file);
  return {
    record: async (row) => {
      // What was paid counts for the budget at once, also while it is written.
      rows.push(row);
      await journal?.append(row);
    },
    rows: () => rows,
    totals: () => summarize(rows),
    close: async () => journal?.close(),
  };
}

function readRow(entry: unknown): LedgerRow[] {
  const row = ledgerRowSchema.safeParse(entry);
  return row.success ? [row.data] : [];
}

/** Sums rows of a ledger, also by role: all of them, or those that a caller picked, such as one conversation's. */
export function summarize(rows: readonly LedgerRow[]): LedgerSummary {
  const summary: LedgerSummary = { ...noTotals(), by_role: {} };
  for (const row of rows) {
    addRow(summary, row);
    addRow((summary.by_role[row.role] ??= noTotals()), row);
  }
  return summary;
}
