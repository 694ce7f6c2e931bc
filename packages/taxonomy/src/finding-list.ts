import type { ErrorCode, Issue } from '@covergrid/core';
import type { ConfigDocument, ConfigPath } from '@covergrid/core/config';

// What a file of a hostile size gets to read is no longer than what a person would.
const LISTED = 100;

/** Collects findings about one document, with their places; lists the first 100 and counts the rest. */
export class FindingList {
  private readonly document: ConfigDocument;
  private readonly listed: Issue[] = [];
  private left = 0;

  constructor(document: ConfigDocument) {
    this.document = document;
  }

  /** The message is a function because a search for the nearest name is paid only where it is shown. */
  add(code: ErrorCode, path: ConfigPath, target: 'key' | 'value', message: () => string): void {
    if (this.listed.length >= LISTED) this.left += 1;
    else this.listed.push({ code, message: message(), at: this.document.place(path, target) });
  }

  issues(): Issue[] {
    if (this.left === 0) return this.listed;
    return [
      ...this.listed,
      { code: 'CONFIG_INVALID', message: `${this.left} more findings are not listed.` },
    ];
  }
}
