import { CovergridError, didYouMean, quoted } from '@covergrid/core';
import picomatch from 'picomatch';
import { nameList } from '../output/name-list.ts';

const CODES = { domain: 'CONFIG_UNKNOWN_DOMAIN', behavior: 'CONFIG_UNKNOWN_BEHAVIOR' } as const;

/**
 * The ids that any pattern matches, in the order of `ids`; undefined where no pattern was given. A pattern is an
 * id or a glob; one that matches nothing is an error that names the nearest id.
 *
 * @throws CONFIG_UNKNOWN_DOMAIN, CONFIG_UNKNOWN_BEHAVIOR, USAGE
 */
export function selectIds(
  kind: 'domain' | 'behavior',
  values: readonly string[] | undefined,
  ids: readonly string[],
): string[] | undefined {
  if (values === undefined) return undefined;
  const patterns = values.flatMap(splitList);
  if (patterns.length === 0) throw new CovergridError('USAGE', `--${kind} names no ${kind}.`);
  const selected = new Set(patterns.flatMap((pattern) => matchesOf(kind, pattern, ids)));
  return ids.filter((id) => selected.has(id));
}

/** The parts of a comma list; commas inside braces belong to the glob. */
export function splitList(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}' && depth > 0) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function matchesOf(kind: 'domain' | 'behavior', pattern: string, ids: readonly string[]): readonly string[] {
  if (ids.includes(pattern)) return [pattern];
  const isMatch = picomatch(pattern.slice(0, MAX_PATTERN));
  const found = pattern.length > MAX_PATTERN ? [] : ids.filter((id) => isMatch(id));
  if (found.length > 0) return found;
  throw new CovergridError(
    CODES[kind],
    `No ${kind} matches ${quoted(pattern)}; the ${kind}s are ${nameList(ids)}.${didYouMean(pattern.replaceAll(/[^\p{L}\p{N}_-]/gu, ''), ids)}`,
    { data: { pattern: pattern.slice(0, 80), known: ids.slice(0, 100) } },
  );
}

const MAX_PATTERN = 1000;
