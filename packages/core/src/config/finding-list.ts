import type { Issue } from '../covergrid-error.ts';
import type { ErrorCode } from '../error-table.ts';
import type { ConfigDocument, ConfigPath } from './config-document.ts';
import { MAX_ISSUES } from './limits.ts';
import { unlistedFindings } from './validate-config.ts';

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
    if (this.listed.length >= MAX_ISSUES) this.left += 1;
    else this.listed.push({ code, message: message(), at });
  }

  /** What was found, in that order. */
  issues(): Issue[] {
    return this.left === 0 ? this.listed : [...this.listed, unlistedFindings(this.left)];
  }
}
