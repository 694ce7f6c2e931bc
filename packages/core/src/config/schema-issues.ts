import type { z } from 'zod';
import type { Issue } from '../covergrid-error.ts';
import { ERROR_TABLE, type ErrorCode } from '../error-table.ts';
import { quoted } from '../printable.ts';
import { complaintsOf, type Complaint } from './complaints.ts';
import type { ConfigDocument } from './config-document.ts';
import { describeIssue } from './describe-issue.ts';
import { MAX_ISSUES } from './limits.ts';
import { wordsOfPath } from './words-of-path.ts';

type ZodIssue = z.core.$ZodIssue;

/** What a schema says of a document. */
export type SchemaCheck<T> =
  | { readonly isValid: true; readonly value: T; readonly issues: readonly [] }
  | { readonly isValid: false; readonly issues: readonly Issue[] };

/** The valid value, or the schema's complaints with their places: one for each value that is wrong. */
export function schemaIssues<T>(document: ConfigDocument, schema: z.ZodType<T>): SchemaCheck<T> {
  const knownKeys = new WeakMap<readonly string[], readonly string[]>();
  const result = schema.safeParse(document.value, {
    reportInput: true,
    error: (raw) => {
      // A finished issue no longer says which object schema raised it; its list of keys is the same object.
      if (raw.code === 'unrecognized_keys') knownKeys.set(raw.keys, keysOf(raw.inst));
      // So that a union which has a message of its own can be told.
      return raw.code === 'invalid_union' ? '' : undefined;
    },
  });
  if (result.success) return { isValid: true, value: result.data, issues: [] };
  const hint = hintOf(schema);
  const seen = new Set<string>();
  const complaints = complaintsOf(result.error.issues, ({ keys }) => knownKeys.get(keys) ?? []);
  const issues = complaints.flatMap((complaint, index): Issue[] => {
    const { kind, path } = complaint;
    // Beyond what is listed, places would only burn time.
    const at = kind === 'key' && index >= MAX_ISSUES ? undefined : document.place(path, kind);
    // What stands at an anchor has one place, though several paths lead to it.
    const identity =
      at === undefined ? JSON.stringify(path) : `${at.line}:${at.column} ${String(path.at(-1))}`;
    if (seen.has(identity)) return [];
    seen.add(identity);
    return [{ ...(kind === 'key' ? unknownKey(complaint) : invalidValue(complaint, hint)), at }];
  });
  return { isValid: false, issues };
}

function unknownKey({ path, meant }: Extract<Complaint, { kind: 'key' }>): Issue {
  const parents = path.slice(0, -1);
  const where = parents.length === 0 ? '' : ` in ${wordsOfPath(parents)}`;
  const suggestion = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const message = `Unknown key ${quoted(String(path.at(-1)))}${where}.${suggestion}`;
  return { code: 'CONFIG_UNKNOWN_KEY', message };
}

function invalidValue(
  { issue, path }: Extract<Complaint, { kind: 'value' }>,
  hint: string | undefined,
): Issue {
  const code = codeOf(issue);
  return { code, message: describeIssue(issue, path), hint: code === 'CONFIG_INVALID' ? hint : undefined };
}

/** How to mend a file whose schema is named: `covergrid/rates@1` is what `taxonomy schema rates` prints. */
function hintOf(schema: z.ZodType): string | undefined {
  const { shape } = schema as { readonly shape?: { readonly schema?: { readonly value?: unknown } } };
  const name = /^covergrid\/([a-z]+)@/.exec(String(shape?.schema?.value))?.[1];
  return name && `Compare with the JSON Schema: \`covergrid taxonomy schema ${name}\`.`;
}

function keysOf(schema: unknown): readonly string[] {
  const { shape } = (schema ?? {}) as { readonly shape?: object };
  return Object.keys(shape ?? {});
}

function codeOf(issue: ZodIssue): ErrorCode {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return isErrorCode(code) ? code : 'CONFIG_INVALID';
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_TABLE, code);
}
