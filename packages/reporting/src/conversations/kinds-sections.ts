import type { ConversationsSummary } from '@covergrid/datasets';
import { formatCount, formatQuantity } from '../format-number.ts';
import type { GridNames } from '../grid-names.ts';
import { html, type Html } from '../html.ts';
import { scrollRegion } from '../scroll-region.ts';
import { name, type Section } from '../section.ts';
import { countRow } from './outcomes-section.ts';

/** Which technique of attack stands in how many conversations of each domain. */
export function techniquesSection({ techniques, stats }: ConversationsSummary, names: GridNames): Section {
  const present = new Set(techniques.map(({ labels }) => labels.domain));
  const domains = names.domains.filter(({ id }) => present.has(id));
  const counts = new Map(
    techniques.map(({ labels, conversations }) => [`${labels.technique} ${labels.domain}`, conversations]),
  );
  const table = html`<table class="crossed">
    <caption>
      Conversations by technique and domain
    </caption>
    <thead>
      <tr>
        <th scope="col">Technique</th>
        ${domains.map((domain) => html`<th scope="col" class="number">${name(domain.name)}</th>`)}
        <th scope="col" class="number">All</th>
      </tr>
    </thead>
    <tbody>
      ${[...stats.counts.technique].map(
        ([technique, all]) =>
          html`<tr>
            <th scope="row"><code>${technique}</code></th>
            ${domains.map(({ id }) => html`<td class="number">${countOrDash(counts.get(`${technique} ${id}`))}</td>`)}
            <td class="number strong">${formatCount(all)}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
  const body =
    stats.counts.technique.size === 0
      ? html`<p>No conversation attacks the agent.</p>`
      : html`<p>
            ${formatQuantity(stats.counts.technique.size, 'technique')} in
            ${formatQuantity(sum(techniques), 'conversation')}; each has one.
          </p>
          ${scrollRegion('Techniques by domain', table)}`;
  return { id: 'techniques', title: 'Techniques', body };
}

/** What the situation of the customer adds, domain by domain. */
export function circumstancesSection({ circumstances }: ConversationsSummary, names: GridNames): Section {
  const byDomain = Map.groupBy(circumstances, ({ labels }) => labels.domain);
  const domains = names.domains.filter(({ id }) => byDomain.has(id));
  const table = html`<table class="bins">
    <caption>
      Conversations by circumstance
    </caption>
    <thead>
      <tr>
        <th scope="col">Circumstance</th>
        <th scope="col" class="number">Conversations</th>
        <th scope="col">Of the domain</th>
      </tr>
    </thead>
    ${domains.map((domain) => {
      const entries = byDomain.get(domain.id) ?? [];
      const all = sum(entries);
      const rows = entries.toSorted((a, b) => b.conversations - a.conversations);
      return html`<tbody>
        <tr class="group">
          <th scope="rowgroup" colspan="3">${name(domain.name)}</th>
        </tr>
        ${rows.map(({ labels, conversations: count }) =>
          countRow({ label: labels.circumstance, className: 'kept', count }, all),
        )}
      </tbody> `;
    })}
  </table>`;
  const body = html`<p>
      What makes a case other than the plain one: dealt with a weight by each playbook where the facts allow
      it.
    </p>
    ${domains.length === 0 ? html`<p>No conversation names one.</p>` : scrollRegion('Circumstances by domain', table)}`;
  return { id: 'circumstances', title: 'Circumstances', body };
}

function countOrDash(count: number | undefined): Html {
  return count === undefined ? html`<span class="muted">–</span>` : html`${formatCount(count)}`;
}

function sum(entries: readonly { readonly conversations: number }[]): number {
  return entries.reduce((total, { conversations }) => total + conversations, 0);
}
