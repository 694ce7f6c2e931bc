import type { Manifest } from '@covergrid/enumerator';
import { formatCount, formatQuantity } from './format-number.ts';
import type { GridNames } from './grid-names.ts';
import { html } from './html.ts';
import { limitRows } from './limit-rows.ts';
import { name, type Section } from './section.ts';

const MOST_DOMAINS = 200;

/** The domains whose kept scenarios can have no conversations yet, or the statement that there are none. */
export function playbooksSection(
  { domains_without_playbook }: NonNullable<Manifest['conversations']>,
  names: GridNames,
): Section {
  const without = new Set(domains_without_playbook);
  const missing = names.domains.filter(({ id }) => without.has(id));
  const { shown, note } = limitRows(missing, MOST_DOMAINS, 'all are in manifest.json');
  const all = names.domains.length;
  const body =
    missing.length === 0
      ? html`<p class="good">Every domain has a playbook: each kept scenario can have conversations.</p>`
      : html`<p class="warning">
            ${formatCount(missing.length)} of ${formatQuantity(all, 'domain')}
            ${missing.length === 1 ? 'has' : 'have'} no playbook yet. Their kept scenarios get no
            conversations.
          </p>
          <ul class="gaps">
            ${shown.map((domain) => html`<li>${name(domain.name)} <code>${domain.id}</code></li> `)}
          </ul>
          ${note}`;
  return { id: 'playbooks', title: 'Conversations', body };
}
