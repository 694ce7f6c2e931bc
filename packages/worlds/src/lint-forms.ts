import { quoted, type Issue } from '@covergrid/core';
import type { CasePoint } from './build-case.ts';
import { FORMS_DEALT, type Phrase } from './phrase.ts';
import type { Vertical } from './vertical.ts';
import { maskedWords } from './masked-words.ts';

/**
 * Finds behaviors whose requests have too few forms: two scenarios of one cell would ask in the same words, and
 * verification refuses that. A form counts where its words differ, slots masked.
 *
 * @param points scenarios that are to be written, of any domains
 */
export function lintForms(vertical: Vertical, points: Iterable<CasePoint>): Issue[] {
  const places = new Map<string, Map<string, number[]>>();
  for (const { domain, behavior, axes } of points) {
    const behaviors = places.get(domain) ?? new Map<string, number[]>();
    places.set(domain, behaviors);
    behaviors.set(behavior, [...(behaviors.get(behavior) ?? []), vertical.cellIndex(axes)]);
  }
  const issues: Issue[] = [];
  for (const [domain, { requests, source }] of vertical.playbooks)
    for (const [behavior, phrases] of requests) {
      const used = places.get(domain)?.get(behavior) ?? [];
      const forms = distinctForms(phrases);
      // The deal gives place p of a cell the form p modulo their count, in an order of its own.
      if (new Set(used.map((place) => place % forms)).size === used.length) continue;
      issues.push({
        code: 'PLAYBOOK_INCOMPLETE',
        message: `The requests of ${quoted(behavior)} have ${forms} ${forms === 1 ? 'form' : 'forms'}, so that some of the ${used.length} scenarios of its cell would ask in the same words.`,
        hint: 'Write further requests, or alternations (a|b) in those there are: as many forms as a cell has combinations of bins are always enough.',
        at: source.document.place(['wording', 'requests', behavior], 'key'),
      });
    }
  return issues;
}

function distinctForms(phrases: readonly Phrase[]): number {
  const seen = new Set<string>();
  for (const phrase of phrases)
    for (let form = 0; form < Math.min(phrase.forms, FORMS_DEALT); form += 1)
      seen.add(maskedWords(phrase.masked(form)).join(' '));
  return seen.size;
}
