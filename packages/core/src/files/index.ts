export {
  makeDirectory,
  reading,
  syncDirectory,
  writeFileAtomically,
  writeFully,
  writing,
} from './durable-files.ts';
export { appendEntry, openJournal, readEntries, readLastEntry } from './journal.ts';
export { openJournalWriter, type JournalWriter } from './journal-writer.ts';
export { OutputTransaction, peekStaging, type TransactionOptions } from './output-transaction.ts';
export { hasErrno, kindOf, requirePlainParents, resolveInside } from './safe-path.ts';
