import type { ErrorCode } from '@covergrid/core';
import type { ConfigPath } from '@covergrid/core/config';
import type { Json } from './json.ts';
import type { Scope } from './scope.ts';

/** A formula or condition made ready to run, and what it needs to be run. */
export interface Compiled<T> {
  readonly run: (scope: Scope) => T;
  /** The names it reads that no part of itself binds. */
  readonly names: ReadonlySet<string>;
  readonly isDrawing: boolean;
}

/** Something wrong in a formula or condition; the path leads from its top. */
export interface ExpressionIssue {
  readonly code: ErrorCode;
  readonly path: ConfigPath;
  /** Begins with `must`, or is a sentence. */
  readonly message: string;
}

/** What operations read their arguments with. */
export interface ExpressionReader {
  formula(value: unknown, path: ConfigPath): Compiled<Json>;
  condition(value: unknown, path: ConfigPath): Compiled<boolean>;
  /** Reports an issue; the result stands in for what could not be compiled. */
  refuse(path: ConfigPath, message: string): Compiled<Json>;
  /** Compiles what runs once per element of a list, with `item` bound to it. */
  overElement<T>(path: ConfigPath, compile: () => T): T;
  /** The path of a part from the top of its file, by ids. */
  named(path: ConfigPath): ConfigPath;
  /** The place of a draw: see `drawPlace`. */
  place(path: ConfigPath): number;
}

/** A value that needs nothing. */
export function constant<T>(value: T): Compiled<T> {
  return { run: () => value, names: new Set(), isDrawing: false };
}

/** Puts parts together; what needs nothing is computed here, once. */
export function combine<T>(
  parts: readonly Compiled<unknown>[],
  run: (scope: Scope) => T,
  { bound, isDrawing = false }: { readonly bound?: string; readonly isDrawing?: boolean } = {},
): Compiled<T> {
  const names = new Set(parts.flatMap((part) => [...part.names]));
  if (bound !== undefined) names.delete(bound);
  const draws = isDrawing || parts.some((part) => part.isDrawing);
  if (names.size === 0 && !draws) return constant(run({ names: {} }));
  return { run, names, isDrawing: draws };
}
