import type { z } from 'zod';
import type { Issue } from '../covergrid-error.ts';
import { ERROR_TABLE, type ErrorCode } from '../error-table.ts';
import { didYouMean } from '../nearest-match.ts';
import { quoted } from '../printable.ts';
import { bestMember } from './best-member.ts';
import type { ConfigDocument, ConfigPath } from './config-document.ts';
import { describeIssue } from './describe-issue.ts';
import { MAX_ISSUES } from './limits.ts';
import { wordsOfPath } from './words-of-path.ts';

type ZodIssue = z.core.$ZodIssue;

/** What a schema says of a document. */
export type SchemaCheck<T> =
  | { readonly isValid: true; readonly value: T; readonly issues: readonly [] }
  | { readonly isValid: false; readonly issues: readonly Issue[] };

/** The valid value, or an issue with its place for each complaint of the schema. */
export function schemaIssues<T>(document: ConfigDocument, schema: z.ZodType<T>): SchemaCheck<T> {
  const knownKeys = new WeakMap<readonly string[], readonly string[]>();
  const result = schema.safeParse(document.value, {
    reportInput: true,
    // A finished issue no longer says which object schema raised it; its list of keys is the same object.
    error: (raw) => {
      if (raw.code === 'unrecognized_keys') knownKeys.set(raw.keys, keysOf(raw.inst));
      return undefined;
    },
  });
  if (result.success) return { isValid: true, value: result.data, issues: [] };
  const toIssues = (issue: ZodIssue, parents: ConfigPath): Issue[] => {
    const path = [...parents, ...issue.path];
    if (issue.code === 'invalid_union') {
      const member = bestMember(issue.errors);
      if (member !== undefined) return member.flatMap((inner) => toIssues(inner, path));
    }
    if (issue.code === 'unrecognized_keys') {
      const candidates = knownKeys.get(issue.keys) ?? [];
      return issue.keys
        .filter((key) => key !== '__proto__')
        .map((key, index) => unknownKey(key, index, path, candidates));
    }
    const message = describeIssue(issue, path);
    return [{ code: codeOf(issue), message, at: document.place(path, 'value') }];
  };
  const unknownKey = (key: string, index: number, path: ConfigPath, candidates: readonly string[]): Issue => {
    const where = path.length === 0 ? '' : ` in ${wordsOfPath(path)}`;
    // Beyond what is listed, a search for the nearest key would only burn time.
    const hint = index < MAX_ISSUES ? didYouMean(key, candidates) : '';
    const message = `Unknown key ${quoted(key)}${where}.${hint}`;
    const at = index < MAX_ISSUES ? document.place([...path, key], 'key') : undefined;
    return { code: 'CONFIG_UNKNOWN_KEY', message, at };
  };
  return { isValid: false, issues: result.error.issues.flatMap((issue) => toIssues(issue, [])) };
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
