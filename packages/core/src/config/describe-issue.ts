import type { z } from 'zod';
import { printable, quoted } from '../printable.ts';
import type { ConfigPath } from './config-document.ts';
import { wordsOfPath } from './words-of-path.ts';

type ZodIssue = z.core.$ZodIssue;

/** A schema's complaint as a sentence: which part, and what it must be. Messages of a schema's own begin with `must`. */
export function describeIssue(issue: ZodIssue, path: ConfigPath): string {
  const subject = path.length === 0 ? 'The document' : wordsOfPath(path);
  if (isMissing(issue)) return `${subject} is missing.`;
  const claim = printable(claimOf(issue));
  return `${subject}${claim.startsWith('must ') || claim.startsWith('is ') ? ' ' : ': '}${claim}${claim.endsWith('.') ? '' : '.'}`;
}

/** True where the schema complains that a required part is not there at all. */
export function isMissing(issue: ZodIssue): boolean {
  const needsValue = ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code);
  return needsValue && issue.input === undefined;
}

function claimOf(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, not ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}, not ${kindOf(issue.input)}`;
    case 'too_small':
      return `must ${sizeOf(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${sizeOf(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'invalid_union': {
      if (issue.message !== '') return issue.message;
      const kinds = new Set(issue.errors.flatMap(expectedKinds));
      return kinds.size === 0
        ? 'is invalid'
        : `must be ${[...kinds].map(article).join(' or ')}, not ${kindOf(issue.input)}`;
    }
    default:
      return issue.message;
  }
}

function expectedKinds(issues: readonly ZodIssue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.path.length > 0) return [];
    if (issue.code === 'invalid_type') return [issue.expected];
    return issue.code === 'invalid_union' ? issue.errors.flatMap(expectedKinds) : [];
  });
}

function sizeOf(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'array' || origin === 'set')
    return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  return `be ${bound} ${limit}`;
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  record: 'a map',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

function article(kind: string): string {
  return KINDS[kind] ?? kind;
}

function kindOf(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  switch (typeof input) {
    case 'object':
      return 'a map';
    case 'string':
      return quoted(input);
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(input);
    default:
      return `a ${typeof input}`;
  }
}
