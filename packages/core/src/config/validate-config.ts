import type { z } from 'zod';
import { throwIssues, type Issue } from '../covergrid-error.ts';
import type { ConfigDocument } from './config-document.ts';
import { MAX_ISSUES } from './limits.ts';
import { plainDataIssues } from './plain-data.ts';
import { schemaIssues, type SchemaCheck } from './schema-issues.ts';

/** The finding that stands for so many others beyond those that are listed; it has no place. */
export function unlistedFindings(count: number): Issue {
  const message = `${count} more ${count === 1 ? 'finding is' : 'findings are'} not listed.`;
  return { code: 'CONFIG_INVALID', message, hint: 'Mend those that are listed first.' };
}

/** What a check found: the valid value, or all that is wrong with it. */
export type CheckedConfig<T> =
  | { readonly isValid: true; readonly value: T; readonly issues: readonly [] }
  | { readonly isValid: false; readonly issues: readonly [Issue, ...Issue[]] };

/**
 * Checks a document against a schema and returns every finding, in the order of the schema, at most 100 of them
 * and then one that counts the rest. Never throws for what the document holds.
 */
export function checkConfig<T>(document: ConfigDocument, schema: z.ZodType<T>): CheckedConfig<T> {
  const hostile = plainDataIssues(document);
  // Without plain, finite data the schema's own walk may not end.
  const isFinite = hostile.every((issue) => issue.code === 'CONFIG_UNKNOWN_KEY');
  const checked: SchemaCheck<T> = isFinite ? schemaIssues(document, schema) : { isValid: false, issues: [] };
  const issues = [...hostile, ...checked.issues];
  const [first, ...rest] = issues.slice(0, MAX_ISSUES);
  if (first === undefined) {
    if (checked.isValid) return checked;
    throw new Error('A failed check has an issue.');
  }
  const left = issues.length - MAX_ISSUES;
  if (left > 0) rest.push(unlistedFindings(left));
  return { isValid: false, issues: [first, ...rest] };
}

/**
 * The document's value, valid, with the schema's defaults.
 *
 * @throws CONFIG_UNKNOWN_KEY, CONFIG_INVALID, CONFIG_TOO_DEEP, CONFIG_TOO_LARGE, or a code that the schema
 *   carries in `params.code`; one error with all issues
 */
export function validateConfig<T>(document: ConfigDocument, schema: z.ZodType<T>): T {
  const checked = checkConfig(document, schema);
  return checked.isValid ? checked.value : throwIssues(checked.issues);
}
