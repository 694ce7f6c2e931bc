import { quoted, type Issue } from '@covergrid/core';
import type { Source } from './load.ts';
import { maskedWords } from './masked-words.ts';
import type { Playbook } from './playbook-schema.ts';

const FEWEST_WORDS = 4;
const MOST_DOMAINS = 2;

/**
 * Finds requests of four words or more that more than two domains share, slots masked: wording that says nothing of its
 * domain. One issue per request, at its place in the last of the domains.
 */
export function lintWording(playbooks: readonly Source<Playbook>[]): Issue[] {
  const uses = new Map<string, Map<string, Issue>>();
  for (const { value, document } of playbooks)
    for (const [behavior, texts] of Object.entries(value.wording.requests))
      for (const [index, text] of texts.entries()) {
        const masked = maskedWords(text);
        if (masked.length < FEWEST_WORDS) continue;
        const domains = uses.get(masked.join(' ')) ?? new Map<string, Issue>();
        uses.set(masked.join(' '), domains);
        domains.set(value.domain, {
          code: 'PLAYBOOK_SHARED_WORDING',
          message: `The domains ${[...domains.keys(), value.domain].join(', ')} share the request ${quoted(text)}.`,
          at: document.place(['wording', 'requests', behavior, index], 'value'),
        });
      }
  return [...uses.values()].flatMap((domains) =>
    domains.size > MOST_DOMAINS ? ([...domains.values()].at(-1) ?? []) : [],
  );
}
