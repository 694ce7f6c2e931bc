import { ERROR_TABLE, type ErrorCode } from './error-table.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding of a validator: what is wrong, and where. */
export interface Issue {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at?: Place | undefined;
  /** How to mend it, where more is known of it than of its code. Default: what {@link ERROR_TABLE} says. */
  readonly hint?: string | undefined;
}

/** What a {@link CovergridError} may carry beside its message. */
export interface CovergridErrorOptions {
  readonly at?: Place | undefined;
  /** How to mend it, as of {@link Issue.hint}. */
  readonly hint?: string | undefined;
  /** All findings, where a validator found several; the error's own code and message are those of the first. */
  readonly issues?: readonly Issue[] | undefined;
  /** Values for machines: JSON only, no secrets. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

const MARK = Symbol.for('covergrid.error');

/**
 * The one error of the product: a stable `code` to match on, a sentence for a person, and the place.
 *
 * Recognise it with {@link isCovergridError}, which also works across duplicate installs.
 */
export class CovergridError extends Error {
  override readonly name = 'CovergridError';
  readonly code: ErrorCode;
  readonly at: Place | undefined;
  /** How to mend it, in a sentence. */
  readonly hint: string;
  readonly issues: readonly Issue[];
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: CovergridErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.at = options.at;
    this.hint = options.hint ?? ERROR_TABLE[code].hint;
    this.issues = options.issues ?? [{ code, message, at: options.at, hint: options.hint }];
    this.data = options.data ?? {};
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** True for a {@link CovergridError}, whichever copy of this package made it. */
export function isCovergridError(error: unknown): error is CovergridError {
  return typeof error === 'object' && error !== null && MARK in error;
}

/**
 * Throws one error that carries all issues; does nothing when there is none.
 *
 * @throws the code of the first issue
 */
export function throwIssues(issues: readonly [Issue, ...Issue[]]): never;
export function throwIssues(issues: readonly Issue[]): void;
export function throwIssues(issues: readonly Issue[]): void {
  const [first, ...rest] = issues;
  if (first === undefined) return;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  throw new CovergridError(first.code, first.message + more, { at: first.at, hint: first.hint, issues });
}
