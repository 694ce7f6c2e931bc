import type { ConversationsSummary } from '@covergrid/datasets';
import type { Manifest } from '@covergrid/enumerator';
import type { Domain } from '@covergrid/taxonomy';
import { formatCount, formatQuantity } from '../format-number.ts';
import type { GridNames } from '../grid-names.ts';
import { heatClass } from '../heat-palette.ts';
import { html, type Html } from '../html.ts';
import { limitRows } from '../limit-rows.ts';
import { scrollRegion } from '../scroll-region.ts';
import { name, type Section } from '../section.ts';

const MOST_DOMAINS = 100;
const MOST_BEHAVIORS = 30;

/** Figures of one cell. */
interface Cell {
  readonly conversations: number;
  readonly turns: number;
  readonly kept: number;
}

/** Domains against behaviors: how many conversations each cell has; a domain without a playbook is one hatched bar. */
export function cellsSection(manifest: Manifest, summary: ConversationsSummary, names: GridNames): Section {
  const { shown, note } = limitRows(names.domains, MOST_DOMAINS, 'all are in conversations.json');
  const behaviors = limitRows(names.behaviors, MOST_BEHAVIORS, 'all are in conversations.json');
  const gap = new Set(manifest.conversations?.domains_without_playbook);
  const cellAt = lookup(manifest, summary);
  const most = Math.max(1, ...summary.cells.map(({ conversations }) => conversations));
  const totalOf = (domains: readonly string[], ids: readonly string[]): number =>
    domains.flatMap((domain) => ids.map((id) => cellAt(domain, id).conversations)).reduce(add, 0);
  const [domainIds, behaviorIds] = [names.domains, names.behaviors].map((list) => list.map(({ id }) => id));
  const row = (domain: Domain): Html =>
    html`<tr>
      <th scope="row">${name(domain.name)}</th>
      ${
        gap.has(domain.id)
          ? html`<td class="gap empty" colspan="${behaviors.shown.length}">no playbook yet</td>`
          : behaviors.shown.map((behavior) =>
              heatCell(cellAt(domain.id, behavior.id), `${domain.name} × ${behavior.name}`, most),
            )
      }
      <td class="total">${formatCount(totalOf([domain.id], behaviorIds!))}</td>
    </tr> `;
  const table = html`<table class="heatmap">
    <caption>
      Conversations by domain and behavior
    </caption>
    <thead>
      <tr>
        <th scope="col">Domain</th>
        ${behaviors.shown.map((behavior) => html`<th scope="col">${name(behavior.name)}</th>`)}
        <th scope="col" class="total">All</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(row)}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">All</th>
        ${behaviors.shown.map(({ id }) => html`<td class="total">${formatCount(totalOf(domainIds!, [id]))}</td>`)}
        <td class="total"><b>${formatCount(summary.stats.conversations)}</b></td>
      </tr>
    </tfoot>
  </table>`;
  const body = html`<p>
      Each figure is the number of conversations of a cell; the darker its place (on a dark page: the
      brighter), the more there are.
    </p>
    ${legend(most)} ${scrollRegion('Conversations by domain and behavior', table)}${note}${behaviors.note}`;
  return { id: 'cells', title: 'Domains and behaviors', body };
}

function lookup(
  { cells }: Manifest,
  summary: ConversationsSummary,
): (domain: string, behavior: string) => Cell {
  const key = (domain: string, behavior: string): string => `${domain} ${behavior}`;
  const kept = new Map(cells.map((cell) => [key(cell.domain, cell.behavior), cell.kept]));
  const counted = new Map(summary.cells.map((cell) => [key(cell.labels.domain, cell.labels.behavior), cell]));
  return (domain, behavior) => {
    const at = key(domain, behavior);
    const { conversations = 0, turns = 0 } = counted.get(at) ?? {};
    return { conversations, turns, kept: kept.get(at) ?? 0 };
  };
}

function heatCell({ conversations, turns, kept }: Cell, where: string, most: number): Html {
  if (conversations === 0) {
    const why = kept === 0 ? 'no scenario is kept' : 'not part of this run';
    return html`<td class="none" title="${where}: ${why}">–</td>`;
  }
  const words = `${formatQuantity(conversations, 'conversation')} with ${formatQuantity(turns, 'customer turn')}, of ${formatQuantity(kept, 'kept scenario')}`;
  return html`<td class="heat ${heatClass(conversations, most)}" title="${where}: ${words}">
    <b>${formatCount(conversations)}</b>
  </td>`;
}

function legend(most: number): Html {
  const steps = Array.from({ length: 10 }, (_, index) => html`<span class="step heat-${index + 1}"></span>`);
  return html`<p class="scale">
    <span class="part"><span class="step empty"></span> no playbook yet</span>
    <span class="part">– nothing kept, or not part of this run</span>
    <span class="steps"><span>few</span>${steps}<span>${formatCount(most)}</span></span>
  </p>`;
}

function add(sum: number, count: number): number {
  return sum + count;
}
