import { predicateText, type PredicateWords, type Rule } from '@covergrid/taxonomy';
import { formatCount } from './format-number.ts';
import type { GridNames } from './grid-names.ts';

/**
 * What a rule does with what it matches: `drops all it matches`, or
 * `keeps at most 1 per domain and behavior, preferring stock = none; a guard, which may never bind`.
 */
export function ruleWords(rule: Rule | undefined, names: GridNames): string {
  if (rule === undefined) return '';
  if (!('limit' in rule)) return 'drops all it matches';
  const { per, keep, prefer = [], balance = [], spread = [], guard } = rule;
  const words: PredicateWords = {
    dimension: (key) => names.dimension(key).toLowerCase(),
    value: (key, id) => names.value(key, id),
  };
  const dimensions = (ids: readonly string[]): string => joinWords(ids.map(words.dimension));
  const parts = [
    `keeps at most ${formatCount(keep)} ${per.length === 0 ? 'in all' : `per ${dimensions(per)}`}`,
    ...(prefer.length === 0
      ? []
      : [`preferring ${prefer.map((predicate) => predicateText(predicate, words)).join(', then ')}`]),
    ...(balance.length === 0 ? [] : [`balanced over ${dimensions(balance)}`]),
    ...(spread.length === 0 ? [] : [`spread over ${dimensions(spread)}`]),
  ];
  return parts.join(', ') + (guard === true ? '; a guard, which may never bind' : '');
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
