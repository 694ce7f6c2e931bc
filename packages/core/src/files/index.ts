export {
  makeDirectory,
  reading,
  syncDirectory,
  writeFileAtomically,
  writeFully,
  writing,
} from './durable-files.ts';
export { appendEntry, openJournal, readLastEntry } from './journal.ts';
export { OutputTransaction, peekStaging, type TransactionOptions } from './output-transaction.ts';
export { hasErrno, kindOf, requirePlainParents, resolveInside } from './safe-path.ts';
