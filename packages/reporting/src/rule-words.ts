import type { Rule } from '@covergrid/taxonomy';
import { formatCount } from './format-number.ts';
import type { GridNames } from './grid-names.ts';

/** What a rule does with what it matches: `drops all`, or `keeps at most 1 per Domain and Behavior (guard)`. */
export function ruleWords(rule: Rule | undefined, names: GridNames): string {
  if (rule === undefined) return '';
  if (!('limit' in rule)) return 'drops all it matches';
  const per = rule.per.map((dimension) => names.dimension(dimension).toLowerCase());
  const group = per.length === 0 ? 'in all' : `per ${joinWords(per)}`;
  const balance = (rule.balance ?? []).map((dimension) => names.dimension(dimension).toLowerCase());
  const balanced = balance.length === 0 ? '' : `, balanced over ${joinWords(balance)}`;
  const guard = rule.guard === true ? '; a guard, which may never bind' : '';
  return `keeps at most ${formatCount(rule.keep)} ${group}${balanced}${guard}`;
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
