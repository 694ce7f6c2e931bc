import { printable } from '@covergrid/core';

/** What kind of thing is wrong with a dataset. */
export type FindingKind =
  // The files by themselves.
  | 'header'
  | 'file'
  | 'line'
  | 'schema'
  | 'hash'
  | 'count'
  | 'alignment'
  | 'orphan'
  | 'duplicate'
  | 'scope'
  | 'foreign'
  // Against what they were made from.
  | 'config'
  | 'missing'
  | 'unexpected'
  | 'order'
  | 'conversation'
  | 'golden'
  | 'outcome'
  | 'proof'
  | 'leak'
  | 'repeated-request'
  | 'repeated-text'
  | 'card'
  | 'catalogue';

/** What is wrong, in which line of which file. */
export interface DatasetFinding {
  readonly kind: FindingKind;
  /** A note is told and nothing more; an error means that the dataset is not what it says. */
  readonly severity: 'error' | 'note';
  /** Relative to the directory of the dataset. */
  readonly file: string;
  /** From 1; 1 where it is about the file as a whole. */
  readonly line: number;
  /** A sentence for a person. */
  readonly message: string;
}

/** Where something stands. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
}

/** An error at a place; the message is safe to show. */
export function findingAt({ file, line }: LinePlace, kind: FindingKind, message: string): DatasetFinding {
  return { kind, severity: 'error', file, line, message: printable(message, LONGEST) };
}

const LONGEST = 600;
