import type { ErrorCode, Issue } from '@covergrid/core';
import { unlistedFindings, type ConfigDocument, type ConfigPath } from '@covergrid/core/config';

// What a file of a hostile size gets to read is no longer than what a person would.
const LISTED = 100;

/**
 * Collects findings about one document, with their places, each place once; lists the first 100 and counts the rest.
 */
export class FindingList {
  private readonly document: ConfigDocument;
  private readonly listed: Issue[] = [];
  private readonly seen = new Set<string>();
  private left = 0;

  constructor(document: ConfigDocument) {
    this.document = document;
  }

  /** The message is a function because a search for the nearest name is paid only where it is shown. */
  add(code: ErrorCode, path: ConfigPath, target: 'key' | 'value', message: () => string): void {
    const at = this.document.place(path, target);
    // What stands at an anchor has one place, however often it is used.
    const identity = at === undefined ? JSON.stringify(path) : `${at.line}:${at.column}`;
    if (this.seen.has(`${code} ${identity}`)) return;
    this.seen.add(`${code} ${identity}`);
    if (this.listed.length >= LISTED) this.left += 1;
    else this.listed.push({ code, message: message(), at });
  }

  issues(): Issue[] {
    return this.left === 0 ? this.listed : [...this.listed, unlistedFindings(this.left)];
  }
}
