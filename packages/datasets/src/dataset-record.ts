import type { Conversation, Golden } from '@covergrid/worlds';

/** A conversation, its golden, and the line of both in their parts. */
export interface DatasetRecord {
  readonly conversation: Conversation;
  readonly golden: Golden;
  /** File of the conversation, relative to the dataset, and its line from 1. */
  readonly file: string;
  readonly line: number;
}

/** A header as it stands in its file. */
export interface Header {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
}
